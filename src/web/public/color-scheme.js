// Runs before the first paint, so that a reader of dark pages never sees a light flash. Mantine's provider takes over from here.
(function () {
  let chosen = null;
  try { chosen = localStorage.getItem('mantine-color-scheme-value'); } catch { /* storage may be closed to us */ }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
