import type { SigningAlgorithm } from '../key/kinds.ts';

/** @returns the algorithms in the order in which certificates have them: of RSA first what every program verifies */
export const algorithmsForCertificates = (
	algorithms: readonly SigningAlgorithm[]
): SigningAlgorithm[] => [
	...algorithms.filter((algorithm) => !algorithm.startsWith('RSASSA_PSS_')),
	...algorithms.filter((algorithm) => algorithm.startsWith('RSASSA_PSS_'))
];
