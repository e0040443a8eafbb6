/**
 * What a file holds, however it is encoded. A pure function of its bytes: it never throws, takes linear time, and
 * says every step, so that the user sees what was read before anything is judged.
 */
import { wipe, type Bytes } from '../bytes.ts';
import { looksPacked, readArchive } from './archives.ts';
import { readJson, readPem } from './containers.ts';
import { decodeBase85 } from './base85.ts';
import { containerForm } from './container-forms.ts';
import { decodeCutBase64, decodeCutHex, decodeTwoBase64, longHexBytes } from './cut-encodings.ts';
import { readForeignKeys } from './foreign-keys.ts';
import { readPrintedKeys } from './printed-keys.ts';
import { readPythonValues } from './python-values.ts';
import { certainty, leaf, namedToken, refusal, withStep, type Layer } from './layer.ts';
import { printedBytes } from './printed-bytes.ts';
import {
	largestFileBytes,
	mostSteps,
	wereBytesAsUtf16,
	wipeReadings,
	type FileReading,
	type ReadingHints,
	type WordOrder
} from './reading.ts';
import { undamaged } from './text-damage.ts';
import { looksLikeRtf, rtfText } from './rtf-text.ts';
import { decodeBase32, decodeBase64, decodeHex, trimText } from './text-encodings.ts';
import { readSheet } from './sheet.ts';
import { readTextValues } from './text-values.ts';
import { asText } from './text.ts';

/** Shorter text inside an encoding is a coincidence. */
const shortestInnerText = 20;

/**
 * Reads a file: archive → UTF-8 or UTF-16 text → JSON → PEM → printed bytes → hex → Base32 → Base64 → Base85 → values in
 * the text → DER or raw bytes, and again inside.
 * Of hex, Base64 and raw bytes the reading wins that makes sense, else has an expected length, else comes first;
 * those that lose are wiped.
 *
 * @param file - stays as it is
 * @returns one reading for each thing found, those of a known kind first; at least one
 */
export function readFile(file: Uint8Array, hints: ReadingHints = {}): FileReading[] {
	const layer: Layer = { ...hints, steps: [], insideArchive: false };
	if (file.length > largestFileBytes) return [refusal('TOO_LARGE', layer)];
	return readAsTold(file, layer)
		.map((reading) => namedToken(hints.name ?? '', reading))
		.map((reading) =>
			reading.steps.length > 0 ? reading : { ...reading, steps: [{ step: 'BINARY' }] as const }
		)
		.toSorted((a, b) => certainty(b) - certainty(a));
}

function readAsTold(file: Uint8Array, layer: Layer): FileReading[] {
	const { as = 'AUTOMATIC' } = layer;
	if (as === 'AUTOMATIC') return readLayer(file, layer);
	const no = () => [refusal('NOT_READABLE_SO', layer)];
	if (as === 'BINARY' || as === 'DER') {
		const reading = leaf(Uint8Array.from(file), layer);
		const isKey = ['PUBLIC_KEY', 'PRIVATE_KEY', 'PKCS_12'].includes(reading.content.kind);
		if (as === 'BINARY' || isKey) return [reading];
		wipe(reading.bytes);
		return no();
	}
	const text = textOf(file, layer);
	if (!text) return no();
	const { bytes, inner } = text;
	if (as === 'PEM') return orElse(readPem(bytes, inner), no);
	if (as === 'JSON') return orElse(readJson(bytes, inner, readLayer), no);
	if (as === 'BIG_ENDIAN_WORDS') return orElse(readBigEndian(bytes, inner), no);
	const decoded = (as === 'HEX' ? decodeHex : decodeBase64)(trimText(bytes));
	return decoded ? [leaf(decoded, withStep(inner, { step: as }))] : no();
}

const orElse = (readings: FileReading[], no: () => FileReading[]) =>
	readings.length > 0 ? readings : no();

/** The text of a file, and the layer for what is inside it. */
function textOf(file: Uint8Array, layer: Layer) {
	const text = asText(file);
	if (!text) return undefined;
	const { bytes, wasMarked } = text;
	return { bytes, inner: wasMarked ? withStep(layer, { step: wasMarked }) : layer };
}

function readLayer(file: Uint8Array, layer: Layer): FileReading[] {
	const unpacked = readArchive(file, layer, readLayer);
	if (unpacked) return unpacked;
	if (looksLikeRtf(file) && layer.steps.length < mostSteps) return readRtf(file, layer);
	const text = layer.steps.length < mostSteps ? textOf(file, layer) : undefined;
	// Text that a program took from a PDF has form feeds between its pages.
	if (!text) return orElse(readSheet(file, layer), () => [leaf(Uint8Array.from(file), layer)]);
	const { bytes, inner } = text;
	if (containerForm(bytes)) return [leaf(Uint8Array.from(bytes), inner)];
	const readers = [
		...[readJson, readPem, readForeignKeys, readPrintedKeys, readPythonValues, readSheet],
		...[readPrinted, readEncodedOrUndo]
	] as const;
	for (const reader of readers) {
		const readings = reader(bytes, inner, readLayer);
		if (readings.length > 0) {
			if (bytes.buffer !== file.buffer) wipe(bytes); // what was UTF-16
			return readings;
		}
	}
	return [leaf(Uint8Array.from(file), layer)];
}

function readRtf(file: Uint8Array, layer: Layer): FileReading[] {
	const text = rtfText(file);
	if (!text) return [leaf(Uint8Array.from(file), layer)];
	const readings = readLayer(text, withStep(layer, { step: 'RTF' }));
	wipe(text);
	return readings;
}

const printedLayer = (layer: Layer, name?: WordOrder) =>
	withStep(layer, { step: 'PRINTED', ...(name !== undefined && { name }) });

/** @returns nothing for text that is not words whose order a dump does not tell */
function readBigEndian(text: Uint8Array, layer: Layer): FileReading[] {
	const printed = printedBytes(text);
	if (!printed || 'cut' in printed) return [];
	wipe(printed.bytes);
	const { otherOrder } = printed;
	return otherOrder ? [leaf(otherOrder, printedLayer(layer, 'FIRST_BYTE_FIRST'))] : [];
}

/** @returns nothing for text that is not printed so */
function readPrinted(text: Uint8Array, layer: Layer): FileReading[] {
	const printed = printedBytes(text);
	if (!printed) return [];
	const inner = (name?: WordOrder) => printedLayer(layer, name);
	if ('cut' in printed) return [refusal('PRINTED_CUT', inner())];
	const { bytes, otherOrder } = printed;
	if (!otherOrder) return readDecoded(bytes, inner());
	const little = leaf(bytes, inner('LAST_BYTE_FIRST'));
	const big = leaf(otherOrder, inner('FIRST_BYTE_FIRST'));
	const asOther = ({ steps, bytes }: FileReading) => [{ steps, byteCount: bytes.length }];
	// Bytes that identify themselves settle the order. Both orders of a key may be right. Anything else is taken for a PC's.
	const told = [little, big].find((reading) => certainty(reading) === 2);
	const isKey = little.content.kind === 'KEY_MATERIAL';
	const kept = told ? [told] : isKey ? [little, big] : [little];
	const readings = kept.map((reading) => ({
		...reading,
		alternatives: told ? [] : asOther(reading === little ? big : little)
	}));
	wipeReadings([little, big].filter((reading) => !kept.includes(reading)));
	return readings;
}

/** Where the text as it stands makes no sense, the values in it, or what it was before it was changed. */
function readEncodedOrUndo(text: Uint8Array, layer: Layer): FileReading[] {
	const plain = readEncoded(text, layer);
	const undone = layer.steps.filter(({ step }) => step === 'UNDONE').length;
	const isDecoded = plain.some(({ steps }) => steps.length > layer.steps.length);
	if ((makesSense(plain) && isDecoded) || layer.steps.length >= mostSteps) return plain;
	// A line of settings may have the length of a key by accident.
	const values = readTextValues(text, layer, readLayer);
	const isExpected = ({ bytes }: FileReading) =>
		layer.expectedLengths?.includes(bytes.length) === true;
	// What stands in each of its lines may be a part only.
	const mayBeParts = makesSense(values) && !values.some(isExpected);
	// A passphrase has spaces of its own.
	const isTyped = makesSense(plain);
	const repairs = undone < mostUndone ? undamaged(text) : [];
	for (const { damage, text: repaired } of repairs) {
		const isMeant = makesSense(values)
			? damage === 'MARKS' && mayBeParts
			: damage !== 'SPACES' || !isTyped;
		const inner = withStep(layer, { step: 'UNDONE', name: damage });
		const readings = isMeant ? readLayer(repaired, inner) : [];
		wipe(repaired);
		// The length of a text says nothing once it was changed.
		const isRight = (one: FileReading) =>
			certainty(one) > 0 &&
			one.steps.length > inner.steps.length &&
			(!mayBeParts || isExpected(one));
		if (readings.some(isRight)) {
			wipeReadings([...plain, ...values]);
			return readings;
		}
		wipeReadings(readings);
	}
	return better(values, plain);
}

function better(values: FileReading[], plain: FileReading[]): FileReading[] {
	if (values.length === 0) return plain;
	wipeReadings(plain);
	return values;
}

/** Each takes one pass over the text for each kind of damage. */
const mostUndone = 2;
const makesSense = (readings: readonly FileReading[]) =>
	readings.some((reading) => certainty(reading) > 0);

/** Text that is hex, Base64, or only what it is. */
function readEncoded(text: Uint8Array, layer: Layer): FileReading[] {
	const trimmed = trimText(text);
	const hex = decodeHex(trimmed) ?? decodeCutHex(trimmed);
	const base32 = decodeBase32(trimmed);
	const base64 = decodeBase64(trimmed) ?? decodeTwoBase64(trimmed) ?? decodeCutBase64(trimmed);
	const groups: FileReading[][] = [];
	// A key in hex is no key of twice the length that is made of digits.
	const onlyDigits = hex !== undefined && hex.length >= shortestHexKey;
	if (hex) groups.push(readDecoded(hex, withStep(layer, { step: 'HEX' })));
	if (base32) groups.push(readDecoded(base32, withStep(layer, { step: 'BASE32' })));
	if (base64) groups.push(readDecoded(base64, withStep(layer, { step: 'BASE64' })));
	const base85 = decodeBase85(text, layer.expectedLengths ?? []);
	if (base85.length > 0)
		groups.push(
			base85.flatMap(({ form, bytes }) =>
				readDecoded(bytes, withStep(layer, { step: 'BASE85', name: form }))
			)
		);
	if (!onlyDigits) groups.push([asItStands(text, layer)]);
	const ranks = groups.map((group) => rank(group, layer));
	const chosen = groups[ranks.indexOf(Math.max(...ranks))] ?? [];
	const losers = groups.filter((group) => group !== chosen);
	losers.forEach(wipeReadings);
	const alternatives = losers
		.flat()
		.filter(({ steps }) => steps.length > layer.steps.length)
		.map(({ steps, bytes }) => ({ steps, byteCount: bytes.length }));
	return chosen.map((reading) => ({
		...reading,
		alternatives: [...reading.alternatives, ...alternatives]
	}));
}

/** A shell has rewritten the file as UTF-16: that it has the length of an encrypted key now is chance. */
function asItStands(text: Uint8Array, layer: Layer): FileReading {
	const reading = leaf(Uint8Array.from(text), layer);
	return wereBytesAsUtf16(layer) && reading.content.kind === 'ENCRYPTED_KEY'
		? { ...reading, content: { kind: 'UNKNOWN' } }
		: reading;
}

/** What was encoded can be a file of its own: encoded twice, PEM in Base64, a zip. */
function readDecoded(decoded: Bytes, layer: Layer): FileReading[] {
	const isFile =
		looksPacked(decoded) || (decoded.length >= shortestInnerText && asText(decoded) !== undefined);
	if (!isFile) return [leaf(decoded, layer)];
	const readings = readLayer(decoded, layer);
	wipe(decoded);
	return readings;
}

const shortestHexKey = 16;

function rank(readings: readonly FileReading[], layer: Layer): number {
	const ranks = readings.map((reading) => {
		if (certainty(reading) === 2) return 3;
		const { steps, bytes } = reading;
		const isHex = steps[layer.steps.length]?.step === 'HEX';
		if (isHex && bytes.length >= longHexBytes) return 2;
		return layer.expectedLengths?.includes(bytes.length) === true ? 1 : 0;
	});
	return Math.max(0, ...ranks);
}
