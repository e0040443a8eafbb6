/** Bytes inside what Python prints of a dictionary, as the answers of boto3 are: `{'PublicKey': b'0\x82…', …}`. */
import { concat, parseUtf8, utf8, wipe, type Bytes } from '../bytes.ts';
import { asCloudToken, certainty, leaf, withStep, type Layer } from './layer.ts';
import { printedBytes } from './printed-bytes.ts';
import { wipeReadings, type FileReading } from './reading.ts';

const longestText = 64 * 1024;
const mostValues = 32;
/** A name and one or more literals, which `pprint` writes below each other. */
const value = /'(\w{1,64})':\s*\(?\s*((?:b'(?:[^'\\]|\\.)*'\s*|b"(?:[^"\\]|\\.)*"\s*)+)/gs;
const literal = /b'(?:[^'\\]|\\.)*'|b"(?:[^"\\]|\\.)*"/gs;

/** @returns nothing for text of another form, and where nothing in it is known */
export function readPythonValues(text: Uint8Array, layer: Layer): FileReading[] {
	if (text.length > longestText) return [];
	const printed = (parseUtf8(text) ?? '').trim();
	if (!/^[{[(]/.test(printed)) return [];
	const readings = [...printed.matchAll(value)]
		.slice(0, mostValues)
		.flatMap(([, name = '', literals = '']) => {
			const bytes = bytesOf(literals);
			if (!bytes) return [];
			const inner = withStep(withStep(layer, { step: 'WORD', name }), { step: 'PRINTED' });
			const reading = leaf(bytes, inner);
			return [name === 'ImportToken' ? asCloudToken(reading) : reading];
		});
	if (readings.some((reading) => certainty(reading) > 0)) return readings;
	wipeReadings(readings);
	return [];
}

/** Each piece of what was printed below each other; short ones too, so they are filled up to be read. */
function bytesOf(literals: string): Bytes | undefined {
	const pieces = [...literals.matchAll(literal)].map(([piece]) => {
		const filled = `${piece.slice(0, -1)}${filler}${piece.slice(-1)}`;
		const found = printedBytes(utf8(filled));
		return found && 'bytes' in found ? found.bytes.slice(0, -filler.length) : undefined;
	});
	const whole = pieces.filter((piece) => piece !== undefined);
	try {
		return whole.length === pieces.length ? concat(...whole) : undefined;
	} finally {
		wipe(...whole);
	}
}

/** Fewer than 16 bytes are no key to the reader of printed bytes. */
const filler = '0'.repeat(16);
