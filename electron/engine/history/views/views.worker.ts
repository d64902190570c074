import { serveJobs } from '../../platform/serveJobs.ts';
import { viewsJobs } from './viewsJobs.ts';

serveJobs(viewsJobs);
