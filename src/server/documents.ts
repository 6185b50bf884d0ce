// The documents that routes take and answer, by the names they have in the API's description.
import { figuresDocument, explainDocument, kpiCatalogue } from '../shared/api/figures.js';
import { attributionDocument, journeysDocument, ledgerDocument, modelCatalogue, pathsDocument } from '../shared/api/attribution.js';
import { connectorList, importDocument, importList, importRequest, previewDocument, previewRequest, uploadReceipt } from '../shared/api/imports.js';
import { doctorDocument } from '../shared/api/doctor.js';
import { settings } from '../shared/api/settings.js';
import { dimensionValues, healthDocument, statusDocument } from '../shared/api/status.js';

export const FIGURES = figuresDocument.meta({ id: 'Figures' });
export const CATALOGUE = kpiCatalogue.meta({ id: 'Catalogue' });
export const EXPLANATION = explainDocument.meta({ id: 'Explanation' });
export const DIMENSION_VALUES = dimensionValues.meta({ id: 'DimensionValues' });
export const ATTRIBUTION = attributionDocument.meta({ id: 'Attribution' });
export const LEDGER = ledgerDocument.meta({ id: 'Ledger' });
export const JOURNEYS = journeysDocument.meta({ id: 'Journeys' });
export const MODELS = modelCatalogue.meta({ id: 'AttributionModels' });
export const PATHS = pathsDocument.meta({ id: 'Paths' });
export const SETTINGS = settings.meta({ id: 'Settings' });
export const CONNECTORS = connectorList.meta({ id: 'Connectors' });
export const UPLOAD = uploadReceipt.meta({ id: 'Upload' });
export const PREVIEW_REQUEST = previewRequest.meta({ id: 'PreviewRequest' });
export const PREVIEW = previewDocument.meta({ id: 'Preview' });
export const IMPORT_REQUEST = importRequest.meta({ id: 'ImportRequest' });
export const IMPORT = importDocument.meta({ id: 'Import' });
export const IMPORTS = importList.meta({ id: 'Imports' });
export const STATUS = statusDocument.meta({ id: 'Status' });
export const HEALTH = healthDocument.meta({ id: 'Health' });
export const DOCTOR = doctorDocument.meta({ id: 'Doctor' });
