import { publishedVectors } from '../../support/published-vectors.ts';

publishedVectors();
