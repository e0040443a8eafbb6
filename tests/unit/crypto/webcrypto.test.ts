import { publishedVectors } from '../../support/published-vectors.ts';
import { readWycheproof } from '../../support/vectors.ts';

publishedVectors(readWycheproof);
