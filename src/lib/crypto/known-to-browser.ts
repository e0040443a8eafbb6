import { KmsError } from '#lib/domain/errors.ts';

/**
 * Asks WebCrypto for what not every browser has.
 *
 * @param parameter - what names it in the request
 * @throws {@link KmsError} `InvalidParameter` where this browser does not have it
 */
export async function knownToBrowser<Made>(
	parameter: string,
	ask: () => Promise<Made>
): Promise<Made> {
	try {
		return await ask();
	} catch (error) {
		if ((error as DOMException).name !== 'NotSupportedError') throw error;
		throw new KmsError('InvalidParameter', { parameter, rule: 'KNOWN_TO_THIS_BROWSER' });
	}
}
