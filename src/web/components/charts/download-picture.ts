// A drawing as a PNG file: title above, ground behind, twice the size it is seen at.

/** Between the edge of the picture and what it holds, CSS pixels. */
const MARGIN = 24;
const TITLE = 34;
const SCALE = 2;

const loaded = (url: string): Promise<HTMLImageElement> =>
  new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error('The drawing could not be made into a picture.'));
    image.src = url;
  });

/**
 * Hands a drawing to the browser as a PNG.
 * @param svg text of one svg element with width and height
 */
export async function downloadPicture(name: string, title: string, svg: string): Promise<void> {
  const style = getComputedStyle(document.documentElement);
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const drawing = await loaded(url);
    const canvas = Object.assign(document.createElement('canvas'), { width: (drawing.width + 2 * MARGIN) * SCALE, height: (drawing.height + 2 * MARGIN + TITLE) * SCALE });
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser draws no pictures.');
    context.scale(SCALE, SCALE);
    context.fillStyle = style.getPropertyValue('--paper');
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = style.getPropertyValue('--ink');
    context.font = `600 16px ${getComputedStyle(document.body).fontFamily}`;
    context.fillText(title, MARGIN, MARGIN + 14, drawing.width);
    context.drawImage(drawing, MARGIN, MARGIN + TITLE);
    const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!picture) throw new Error('The drawing could not be made into a picture.');
    const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(picture), download: `${name}.png` });
    link.click();
    URL.revokeObjectURL(link.href);
  } finally {
    URL.revokeObjectURL(url);
  }
}
