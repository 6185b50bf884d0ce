// The name of a column without what spellings differ in.

/** `leadSource`, `Lead_Source` and `Lead Source` are `lead source`; accents fall. */
export const plainName = (name: string): string =>
  name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/^([A-Z]{3,})(ID)$/, '$1 $2').normalize('NFD').replace(/\p{M}/gu, '').replace(/ł/g, 'l').replace(/ß/g, 'ss').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
