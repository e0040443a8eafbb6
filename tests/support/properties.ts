import fc from 'fast-check';
import { seed } from './soak.ts';

fc.configureGlobal({ seed });

/** fast-check, with every property on the seed of the run. */
export default fc;
