/**
 * What a file holds, however it is encoded. A pure function of its bytes: it never throws, takes linear time, and
 * says every step, so that a person sees what was read before anything is judged.
 */
import { wipe, type Bytes } from './bytes.ts';
import { readJson, readPem, readZip } from './reading/containers.ts';
import { containerForm } from './reading/container-forms.ts';
import { readForeignKeys, readLongWords } from './reading/foreign-keys.ts';
import { certainty, leaf, namedToken, refusal, withStep, type Layer } from './reading/layer.ts';
import { printedBytes } from './reading/printed-bytes.ts';
import {
	largestFileBytes,
	mostSteps,
	wipeReadings,
	type FileReading,
	type ReadingHints
} from './reading/reading.ts';
import { undamaged } from './reading/text-damage.ts';
import { decodeBase64, decodeHex, trimText } from './reading/text-encodings.ts';
import { asText } from './reading/text.ts';
import { looksLikeZip } from './reading/zip-members.ts';

/** Shorter text inside an encoding is a coincidence. */
const shortestInnerText = 20;

/**
 * Reads a file: zip → UTF-8 or UTF-16 text → JSON → PEM → hex → Base64 → DER or raw bytes, and again inside.
 * Of hex, Base64 and raw bytes the reading wins that makes sense, else has an expected length, else comes first;
 * those that lose are wiped.
 *
 * @param file - stays as it is
 * @returns one reading for each thing found, those of a known kind first; at least one
 */
export function readFile(file: Uint8Array, hints: ReadingHints = {}): FileReading[] {
	const layer: Layer = { ...hints, steps: [], insideZip: false };
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
	if (looksLikeZip(file)) return readZip(file, layer, readLayer);
	const text = layer.steps.length < mostSteps ? textOf(file, layer) : undefined;
	if (!text) return [leaf(Uint8Array.from(file), layer)];
	const { bytes, inner } = text;
	if (containerForm(bytes)) return [leaf(Uint8Array.from(bytes), inner)];
	const readers = [readJson, readPem, readForeignKeys, readPrinted, readEncodedOrUndo] as const;
	for (const reader of readers) {
		const readings = reader(bytes, inner, readLayer);
		if (readings.length > 0) {
			if (bytes.buffer !== file.buffer) wipe(bytes); // what was UTF-16
			return readings;
		}
	}
	return [leaf(Uint8Array.from(file), layer)];
}

/** @returns nothing for text that is not printed so */
function readPrinted(text: Uint8Array, layer: Layer): FileReading[] {
	const printed = printedBytes(text);
	if (!printed) return [];
	const inner = withStep(layer, { step: 'PRINTED' });
	return 'cut' in printed ? [refusal('PRINTED_CUT', inner)] : [leaf(printed.bytes, inner)];
}

/** Where the text as it stands makes no sense, what it was before, or what the long words in it are. */
function readEncodedOrUndo(text: Uint8Array, layer: Layer): FileReading[] {
	const plain = readEncoded(text, layer);
	const undone = layer.steps.filter(({ step }) => step === 'UNDONE').length;
	if (makesSense(plain) || layer.steps.length >= mostSteps || undone >= mostUndone) return plain;
	for (const { damage, text: repaired } of undamaged(text)) {
		const readings = readLayer(repaired, withStep(layer, { step: 'UNDONE', name: damage }));
		wipe(repaired);
		if (makesSense(readings)) {
			wipeReadings(plain);
			return readings;
		}
		wipeReadings(readings);
	}
	const words = readLongWords(text, layer);
	if (words.length === 0) return plain;
	wipeReadings(plain);
	return words;
}

/** Each takes one pass over the text for each kind of damage. */
const mostUndone = 2;
const makesSense = (readings: readonly FileReading[]) =>
	readings.some((reading) => certainty(reading) > 0);

/** Text that is hex, Base64, or only what it is. */
function readEncoded(text: Uint8Array, layer: Layer): FileReading[] {
	const trimmed = trimText(text);
	const hex = decodeHex(trimmed);
	const base64 = decodeBase64(trimmed);
	const groups: FileReading[][] = [];
	// A key in hex is no key of twice the length that is made of digits.
	const onlyDigits = hex !== undefined && hex.length >= shortestHexKey;
	if (hex) groups.push(readDecoded(hex, withStep(layer, { step: 'HEX' })));
	if (base64) groups.push(readDecoded(base64, withStep(layer, { step: 'BASE64' })));
	if (!onlyDigits) groups.push([leaf(Uint8Array.from(text), layer)]);
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

/** What was encoded can be a file of its own: encoded twice, PEM in Base64, a zip. */
function readDecoded(decoded: Bytes, layer: Layer): FileReading[] {
	const isFile =
		looksLikeZip(decoded) || (decoded.length >= shortestInnerText && asText(decoded) !== undefined);
	if (!isFile) return [leaf(decoded, layer)];
	const readings = readLayer(decoded, layer);
	wipe(decoded);
	return readings;
}

const shortestHexKey = 16;
/** 128 hex digits or more are hex whatever is expected: as anything else they would be no accident. */
const longHexBytes = 64;

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
