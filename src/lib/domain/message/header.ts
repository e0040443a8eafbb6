/** The header of an encrypted file: AWS Encryption SDK message formats 1 and 2, data-format/message-header.md. */
import {
	ByteReader,
	concat,
	equalBytes,
	parseUtf8,
	u16,
	u32,
	u8,
	utf8,
	type Bytes
} from '../bytes.ts';
import { KmsError, type EncryptedFileFault } from '../errors.ts';
import { isKeyId, type KeyId } from '../ids.ts';
import { encodeEncryptionContext, type EncryptionContext } from '../key/encryption-context.ts';
import {
	commitmentBytes,
	committingSuite,
	ivBytes,
	messageIdBytes,
	olderMessageIdBytes,
	suiteOf,
	tagBytes,
	type Suite
} from './suite.ts';

const version = 2;
const olderVersion = 1;
/** The second byte of a message of version 1. */
const typeOfOlder = 0x80;
const nonFramed = 1;
const framed = 2;
/** Who has encrypted a data key: a raw AES keyring of this name. */
const provider = 'airlock';

/** A longer header is not read, whichever program wrote it. */
export const longestHeader = 256 * 1024;
/** A message names at most this many data keys. */
const mostDataKeys = 64;

/** A data key as a message has it: data-format/message-header.md, “Encrypted Data Key Entries”. */
export interface EncryptedDataKey {
	provider: Bytes;
	info: Bytes;
	encrypted: Bytes;
}

/** What a raw AES keyring has made of a data key under a CMK: framework/raw-aes-keyring.md. */
export interface WrappedDataKey {
	keyId: KeyId;
	/** of AES-GCM, 12 bytes */
	iv: Bytes;
	/** with its tag of 16 bytes at the end */
	encrypted: Bytes;
}

/** What stands in the header of a new message before its tag. */
export interface HeaderFields {
	/** 32 bytes; 16 of a suite that does not commit */
	messageId: Bytes;
	context: EncryptionContext;
	dataKeys: readonly EncryptedDataKey[];
	/** bytes of plaintext in each frame but the last; 0 where the body is not framed */
	frameLength: number;
	/** 32 bytes, derived from the data key: no other key opens the message. None of a suite that does not commit */
	commitment: Bytes;
}

/** A header, taken apart. */
export interface MessageHeader extends HeaderFields {
	suite: Suite;
	/** all of it; what follows is the body */
	bytes: Bytes;
	/** all that its tag is about */
	authenticated: Bytes;
	/** of the tag, 12 bytes */
	iv: Bytes;
	/** 16 bytes */
	tag: Bytes;
}

const refuse = (fault: EncryptedFileFault) => new KmsError('InvalidEncryptedFile', fault);

/**
 * framework/structures.md, “Serialization”: that of Airlock's blobs, but no bytes at all for no context. It is the
 * additional data of each data key.
 *
 * @throws {@link KmsError} as {@link encodeEncryptionContext}
 */
export const serializeContext = (context: EncryptionContext): Bytes =>
	Object.keys(context).length === 0 ? new Uint8Array() : encodeEncryptionContext(context);

/** Names that begin so are the SDK's own: client-apis/encrypt.md, “Encryption Context”. */
const reservedPrefix = 'aws-crypto-';
/** Has the key that verifies the signature of a signed message, and stands in no other: framework/default-cmm.md. */
export const signatureKeyName = `${reservedPrefix}public-key`;

const isReserved = (name: string) => name.startsWith(reservedPrefix);

/** @returns what the caller has put into the context of a message; the SDK's own names belong to that message */
export const withoutReservedNames = (context: EncryptionContext): EncryptionContext =>
	Object.fromEntries(Object.entries(context).filter(([name]) => !isReserved(name)));

/**
 * As {@link serializeContext}, of a context for a new message.
 *
 * @throws {@link KmsError} `InvalidParameter` for a name that is the SDK's own: it would not open the message
 */
export function serializeNewContext(context: EncryptionContext): Bytes {
	if (Object.keys(context).some(isReserved))
		throw new KmsError('InvalidParameter', {
			parameter: 'EncryptionContext',
			rule: `NO_NAME_BEGINS_WITH_${reservedPrefix}`
		});
	return serializeContext(context);
}

const lengthThen = (bytes: Bytes) => concat(u16(bytes.length), bytes);

/** @returns the header up to its tag, which is over these bytes */
export function encodeHeaderBody(header: HeaderFields): Bytes {
	return concat(
		u8(version),
		u16(committingSuite.id),
		header.messageId,
		lengthThen(serializeContext(header.context)),
		u16(header.dataKeys.length),
		...header.dataKeys.flatMap(({ provider: by, info, encrypted }) =>
			[by, info, encrypted].map(lengthThen)
		),
		u8(header.frameLength === 0 ? nonFramed : framed),
		u32(header.frameLength),
		header.commitment
	);
}

/** @returns the data key's entry: `key id (36) || u32 tag bits || u32 IV length || IV` is the provider's information */
export const encodeWrappedDataKey = ({
	keyId,
	iv,
	encrypted
}: WrappedDataKey): EncryptedDataKey => ({
	provider: utf8(provider),
	info: concat(utf8(keyId), u32(8 * tagBytes), u32(ivBytes), iv),
	encrypted
});

/** @returns the data keys that a CMK of Airlock has wrapped, in their order; none of another provider */
export function wrappedDataKeys({ dataKeys }: Pick<MessageHeader, 'dataKeys'>): WrappedDataKey[] {
	return dataKeys.flatMap(({ provider: by, info, encrypted }) => {
		if (!equalBytes(by, utf8(provider))) return [];
		const keyId = parseUtf8(info.subarray(0, -(8 + ivBytes)));
		const lengths = concat(u32(8 * tagBytes), u32(ivBytes));
		if (keyId === undefined || !isKeyId(keyId)) return [];
		if (!equalBytes(info.subarray(keyId.length, -ivBytes), lengths)) return [];
		return [{ keyId, iv: info.slice(-ivBytes), encrypted }];
	});
}

/**
 * Whether a file begins as an encrypted one does, of whichever version and suite.
 *
 * @param start - its first bytes, 3 or more
 */
export function beginsLikeMessage(start: Uint8Array): boolean {
	const [first = 0, second = 0, third = 0] = start;
	return first === olderVersion
		? second === typeOfOlder
		: first === version && suiteOf(second * 256 + third, version) !== undefined;
}

/**
 * @param start - the whole file, or its first {@link longestHeader} bytes; what follows the header is not looked at
 * @throws {@link KmsError} `InvalidEncryptedFile` when the file doesn't begin with such a header; `InputTooLarge` when the
 * header is longer; and as {@link encodeEncryptionContext}
 */
export function parseMessageHeader(start: Bytes): MessageHeader {
	const reader = new ByteReader(start);
	try {
		return parse(start, reader);
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		if (start.length >= longestHeader)
			throw new KmsError('InputTooLarge', {
				parameter: 'Header',
				actualBytes: start.length,
				limitBytes: longestHeader
			});
		throw refuse({ reason: 'CUT_OFF', offset: start.length });
	}
}

function parse(start: Bytes, reader: ByteReader): MessageHeader {
	const at = () => start.length - reader.remaining;
	const altered = () => refuse({ reason: 'ALTERED', offset: at() });
	const field = () => reader.take(reader.unsigned(2));

	if (!beginsLikeMessage(start)) throw refuse({ reason: 'NOT_ENCRYPTED' });
	const isOlder = reader.unsigned(1) === olderVersion;
	if (isOlder) reader.take(1);
	const suite = suiteOf(reader.unsigned(2), isOlder ? olderVersion : version);
	if (!suite) throw refuse({ reason: 'NOT_ENCRYPTED' });
	const messageId = reader.take(isOlder ? olderMessageIdBytes : messageIdBytes);
	const context = parseContext(field(), altered);
	if (signatureKeyName in context !== (suite.curve !== undefined)) throw altered();
	const count = reader.unsigned(2);
	if (count === 0 || count > mostDataKeys) throw altered();
	const dataKeys = Array.from({ length: count }, () => ({
		provider: field(),
		info: field(),
		encrypted: field()
	}));
	const content = reader.unsigned(1);
	if (isOlder && (reader.unsigned(4) !== 0 || reader.unsigned(1) !== ivBytes)) throw altered();
	const frameLength = reader.unsigned(4);
	if (content !== (frameLength === 0 ? nonFramed : framed)) throw altered();
	const commitment = reader.take(isOlder ? 0 : commitmentBytes);
	const authenticated = start.slice(0, at());
	// No frame has the sequence number 0, so none has this IV.
	const iv = isOlder ? reader.take(ivBytes) : new Uint8Array(ivBytes);
	const tag = reader.take(tagBytes);
	const bytes = start.slice(0, at());
	return {
		suite,
		messageId,
		context,
		dataKeys,
		frameLength,
		commitment,
		bytes,
		authenticated,
		iv,
		tag
	};
}

/** Names may come in any order, as some SDKs write them; twice they may not. */
function parseContext(encoded: Bytes, altered: () => Error): EncryptionContext {
	if (encoded.length === 0) return {};
	const reader = new ByteReader(encoded);
	const text = () => {
		const read = parseUtf8(reader.take(reader.unsigned(2)));
		if (read === undefined) throw altered();
		return read;
	};
	let context: EncryptionContext;
	try {
		const pairs = Array.from({ length: reader.unsigned(2) }, () => [text(), text()] as const);
		context = Object.fromEntries(pairs);
	} catch (error) {
		throw error instanceof RangeError ? altered() : error;
	}
	// Of as many bytes, it has all names, and nothing else.
	if (serializeContext(context).length !== encoded.length) throw altered();
	return context;
}
