// Loaded before the program (`node --import`): from its start on it lives in the morning of the day that STAND_ON_DAY names,
// an instant in ISO 8601. The sample company ends on the present day; a picture of it is to be the same on any.
const moment = Date.parse(process.env['STAND_ON_DAY'] ?? '');
if (Number.isNaN(moment)) throw new Error('STAND_ON_DAY names no instant.');
const ahead = moment - Date.now();
const Present = Date;
globalThis.Date = class extends Present {
  constructor(...parts) {
    if (parts.length === 0) super(Present.now() + ahead);
    else super(...parts);
  }

  static now() {
    return Present.now() + ahead;
  }
};
