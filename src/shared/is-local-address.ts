// Whether an address leads to the machine it is opened on, and so to nothing for anybody elsewhere.
const LOCAL_NAME = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/** @param address a whole one, `http://127.0.0.1:4600/report/shared/…` */
export const isLocalAddress = (address: string): boolean => LOCAL_NAME.test(new URL(address).hostname);
