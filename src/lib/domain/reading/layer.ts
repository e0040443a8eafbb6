import type { Bytes } from '../bytes.ts';
import { wipe } from '../bytes.ts';
import type { FileReading, ReadStep, ReadingHints } from './reading.ts';
import type { CloudFacts, FileContent, ReadingRefusal } from './content.ts';
import { recogniseContent } from './recognise.ts';

/** Where a reading stands: the steps that led here, and what is known beside the bytes. */
export interface Layer extends ReadingHints {
	steps: readonly ReadStep[];
	insideArchive: boolean;
	facts?: CloudFacts | undefined;
}

/** @returns the layer as it is after one more step */
export const withStep = (layer: Layer, step: ReadStep): Layer => ({
	...layer,
	steps: [...layer.steps, step]
});

/** The end of a chain. @param bytes - taken over */
export function leaf(bytes: Bytes, { steps, facts }: Layer): FileReading {
	const found = recogniseContent(bytes);
	if (found.bytes !== bytes) wipe(bytes);
	return { ...found, steps, alternatives: [], ...(facts && { facts }) };
}

/** @returns the reading of what is not read any further */
export function refusal(reason: ReadingRefusal, { steps }: Layer): FileReading {
	const content: FileContent = { kind: 'REFUSED', reason };
	return { steps, bytes: new Uint8Array(), content, alternatives: [] };
}

const byLength: readonly FileContent['kind'][] = ['ENCRYPTED_KEY', 'KEY_MATERIAL'];
const nothing: readonly FileContent['kind'][] = ['EMPTY', 'TEXT', 'UNKNOWN', 'REFUSED'];

/** @returns 2 for what says by itself what it is, 1 for what its length says, 0 for the rest */
export function certainty({ content: { kind } }: Pick<FileReading, 'content'>): 0 | 1 | 2 {
	if (nothing.includes(kind)) return 0;
	return byLength.includes(kind) ? 1 : 2;
}

const saysCiphertext =
	/(?<!un)(?:cipher[-_]?(?:text|value|data|blob)|encrypted|wrapped)|^(?:cipher|ct)$/i;

/** What a name says to be ciphertext is not key material, though it may have the length of a key. */
export const asNamed = (name: string, reading: FileReading): FileReading =>
	reading.content.kind === 'KEY_MATERIAL' && saysCiphertext.test(name)
		? { ...reading, content: { kind: 'CONTAINER', form: 'CIPHERTEXT' } }
		: reading;

const shortestToken = 32;

/** What a field of a cloud's answer says to be a token, unless the bytes say otherwise. */
export function asCloudToken(reading: FileReading): FileReading {
	const { bytes, facts } = reading;
	const isKnown = certainty(reading) === 2 && reading.content.kind !== 'CONTAINER';
	if (isKnown || bytes.length < shortestToken) return reading;
	return { ...reading, content: { kind: 'CLOUD_TOKEN', cloud: facts?.cloud ?? 'OTHER' } };
}

/** A file that nothing but its name tells to be a token: `importToken_…`, `ImportToken.bin`, `import-token.b64`. */
export const namedToken = (name: string, reading: FileReading): FileReading =>
	certainty(reading) === 0 && /import[-_ ]?token/i.test(name) ? asCloudToken(reading) : reading;
