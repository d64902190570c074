import { serveJobs } from '../platform/serveJobs.ts';
import { promobJobs } from './promobJobs.ts';

serveJobs(promobJobs);
