/**
 * EncryptFile, DecryptFile, ReEncryptFile, FinishFile. The engine makes and opens the header of an encrypted file (docs/formats.md §7).
 * It never sees the body: the page has a worker encrypt or decrypt that under the key of this one file, which the engine
 * gives out and which can't be extracted.
 */
import { concat, toHex, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError, isKmsError } from '#lib/domain/errors.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import { contextNamesForLog, type EncryptionContext } from '#lib/domain/key/encryption-context.ts';
import { frameLength } from '#lib/domain/message/frames.ts';
import {
	encodeHeaderBody,
	encodeWrappedDataKey,
	parseMessageHeader,
	serializeContext,
	serializeNewContext,
	withoutReservedNames,
	wrappedDataKeys,
	type MessageHeader
} from '#lib/domain/message/header.ts';
import { dataKeyBytes, messageIdBytes } from '#lib/domain/message/suite.ts';
import {
	headerTag,
	newMessageKey,
	openMessageKey,
	unwrapDataKey,
	verifiesHeader,
	wrapDataKey,
	type MessageKey
} from '#lib/crypto/message-key.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import type { Moment, OperationFunction } from '../engine/context.ts';
import type { OpenVault } from '../engine/open-vault.ts';
import { useToUnwrapDataKeys, useToWrapDataKeys, type FileOperation } from './use-key.ts';

interface Job {
	operation: FileOperation;
	/** of each CMK that it uses */
	keyIds: readonly KeyId[];
}

/** Files that were begun since the vault was unlocked, by the name of their job. */
const jobsOf = new WeakMap<OpenVault, Map<string, Job>>();
/** A page works on one file at a time: older ones were never finished. */
const mostJobs = 64;
const jobNameBytes = 4;
const newJobName = () => toHex(randomBytes(jobNameBytes));

/** @returns its name, under which its two entries in the log belong together */
function beginJob(vault: OpenVault, name: string, job: Job): string {
	const jobs = jobsOf.get(vault) ?? new Map<string, Job>();
	jobsOf.set(vault, jobs.set(name, job));
	const [oldest = name] = jobs.keys();
	if (jobs.size > mostJobs) jobs.delete(oldest);
	return name;
}

/** Makes the header of a new encrypted file, and the key of its body. */
export const encryptFile: OperationFunction<'EncryptFile'> = (
	context,
	{ KeyId, Bytes: byteCount, EncryptionContext = {} }
) =>
	context.logOnly(async (moment) => {
		const { keyId, key, header } = await newHeader(moment, 'EncryptFile', KeyId, EncryptionContext);
		const job = newJobName();
		const detail = { job, bytes: byteCount, ...contextNamesForLog(EncryptionContext) };
		return {
			change: { log: [{ operation: 'EncryptFile', keyId, detail }] },
			answer: ({ vault }) => ({
				KeyId: keyId,
				Job: beginJob(vault, job, { operation: 'EncryptFile', keyIds: [keyId] }),
				Header: header,
				BodyKey: key
			})
		};
	});

/** @throws {@link KmsError} as `serializeNewContext` and `useKey` */
async function newHeader(
	moment: Moment,
	operation: 'EncryptFile' | 'ReEncryptFile',
	keyId: string,
	context: EncryptionContext
): Promise<{ keyId: KeyId; key: CryptoKey; header: Bytes }> {
	const encodedContext = serializeNewContext(context);
	const { cmk, wrappingKey } = await useToWrapDataKeys(moment, operation, keyId);
	const messageId = randomBytes(messageIdBytes);
	const dataKey = randomBytes(dataKeyBytes);
	try {
		const { key, commitment } = await newMessageKey(dataKey, messageId);
		const wrapped = await wrapDataKey(wrappingKey, dataKey, encodedContext);
		const body = encodeHeaderBody({
			messageId,
			context,
			dataKeys: [encodeWrappedDataKey({ keyId: cmk.keyId, ...wrapped })],
			frameLength,
			commitment
		});
		return { keyId: cmk.keyId, key, header: concat(body, await headerTag(key, body)) };
	} finally {
		wipe(dataKey);
	}
}

/** Opens the header of an encrypted file, which names its CMK, and gives the key of its body. */
export const decryptFile: OperationFunction<'DecryptFile'> = (
	context,
	{ Header, AllowWithoutCommitment = false }
) =>
	context.logOnly(async (moment) => {
		const header = parseMessageHeader(Header);
		assertCommits(header, AllowWithoutCommitment);
		const { keyId, key } = await openHeader(moment, 'DecryptFile', header);
		const job = newJobName();
		const detail = { job, ...allowedForLog(header), ...contextNamesForLog(header.context) };
		return {
			change: { log: [{ operation: 'DecryptFile', keyId, detail }] },
			answer: ({ vault }) => ({
				KeyId: keyId,
				EncryptionContext: header.context,
				Job: beginJob(vault, job, { operation: 'DecryptFile', keyIds: [keyId] }),
				HeaderBytes: header.bytes.length,
				BodyKey: key
			})
		};
	});

/**
 * Opens the header of an encrypted file and makes that of the same plaintext under another CMK, with a data key and a
 * message id of its own. The encryption context stays.
 */
export const reEncryptFile: OperationFunction<'ReEncryptFile'> = (
	context,
	{ Header, DestinationKeyId, AllowWithoutCommitment = false }
) =>
	context.logOnly(async (moment) => {
		const operation = 'ReEncryptFile';
		const old = parseMessageHeader(Header);
		assertCommits(old, AllowWithoutCommitment);
		const kept = withoutReservedNames(old.context);
		const source = await openHeader(moment, operation, old);
		const target = await newHeader(moment, operation, DestinationKeyId, kept);
		const check = await openHeader(moment, operation, parseMessageHeader(target.header));
		const job = newJobName();
		const names = { ...allowedForLog(old), ...contextNamesForLog(kept) };
		const keyIds = [...new Set([source.keyId, target.keyId])];
		return {
			change: {
				log: [
					{ operation, keyId: source.keyId, detail: { job, to: target.keyId, ...names } },
					{ operation, keyId: target.keyId, detail: { job, from: source.keyId, ...names } }
				]
			},
			answer: ({ vault }) => ({
				SourceKeyId: source.keyId,
				KeyId: target.keyId,
				EncryptionContext: kept,
				Job: beginJob(vault, job, { operation, keyIds }),
				HeaderBytes: old.bytes.length,
				SourceBodyKey: source.key,
				Header: target.header,
				BodyKey: target.key,
				CheckKey: check.key
			})
		};
	});

/** @throws {@link KmsError} `InvalidEncryptedFile` for a suite without key commitment, unless the caller has allowed it */
function assertCommits({ suite }: MessageHeader, isAllowed: boolean): void {
	if (!suite.commits && !isAllowed)
		throw new KmsError('InvalidEncryptedFile', { reason: 'WITHOUT_COMMITMENT', suite: suite.id });
}

const allowedForLog = ({ suite }: MessageHeader): { withoutCommitment?: true } =>
	suite.commits ? {} : { withoutCommitment: true };

/**
 * Under the first CMK that has wrapped its data key and is in this vault.
 *
 * @throws {@link KmsError} `InvalidEncryptedFile` when no CMK of Airlock has, or when the header does not verify;
 * `NotFound` when none of them is here; and as `useKey`
 */
async function openHeader(
	moment: Moment,
	operation: 'DecryptFile' | 'ReEncryptFile',
	header: MessageHeader
): Promise<{ keyId: KeyId; key: CryptoKey }> {
	const wrapped = wrappedDataKeys(header);
	const encodedContext = serializeContext(header.context);
	const [first] = wrapped;
	if (!first) throw new KmsError('InvalidEncryptedFile', { reason: 'OTHER_PROVIDER' });
	const own = wrapped.filter(({ keyId }) => moment.vault.cmks.has(keyId));
	// A header can name one CMK many times: its key materials are opened once.
	const known = new Map<KeyId, ReturnType<typeof useToUnwrapDataKeys>>();
	const keysOf = (keyId: KeyId) => {
		const keys = known.get(keyId) ?? useToUnwrapDataKeys(moment, operation, keyId);
		known.set(keyId, keys);
		return keys;
	};
	let refusal: unknown = new KmsError('NotFound', { resource: 'key', id: first.keyId });
	for (const one of own)
		try {
			const { cmk, unwrappingKeys } = keysOf(one.keyId);
			const dataKey = await unwrapWithAny(unwrappingKeys, one, encodedContext, header);
			const messageKey = dataKey && (await keyOf(dataKey, header));
			if (messageKey && (await verifiesHeader(messageKey, header)))
				return { keyId: cmk.keyId, key: messageKey.key };
			refusal = new KmsError('InvalidEncryptedFile', { reason: 'ALTERED', offset: 0 });
		} catch (error) {
			// Another key of the same file may be usable.
			if (!isKmsError(error, 'InvalidState') && !isKmsError(error, 'ClockTurnedBack')) throw error;
			refusal = error;
		}
	throw refusal;
}

/** @returns the data key, which the caller wipes; undefined when none of the keys has wrapped it */
async function unwrapWithAny(
	unwrappingKeys: readonly (() => Promise<CryptoKey>)[],
	wrapped: Parameters<typeof unwrapDataKey>[1],
	encodedContext: Bytes,
	{ suite }: MessageHeader
): Promise<Bytes | undefined> {
	for (const unwrappingKey of unwrappingKeys) {
		const key = await unwrappingKey();
		const dataKey = await unwrapDataKey(key, wrapped, encodedContext, suite.keyBytes);
		if (dataKey) return dataKey;
	}
	return undefined;
}

async function keyOf(dataKey: Bytes, header: MessageHeader): Promise<MessageKey> {
	try {
		return await openMessageKey(dataKey, header);
	} finally {
		wipe(dataKey);
	}
}

/** Tells the log how the work on a file has ended. A job without such an entry never ended. */
export const finishFile: OperationFunction<'FinishFile'> = (
	context,
	{ Job: job, Result: result, Bytes: byteCount, Replaced: replaced = false }
) =>
	context.logOnly(({ vault }) => {
		const begun = jobsOf.get(vault)?.get(job);
		if (!begun) throw new KmsError('NotFound', { resource: 'job', id: job });
		const facts = { job, bytes: byteCount, result, of: begun.operation };
		const detail = replaced ? { ...facts, replaced } : facts;
		return {
			change: {
				log: begun.keyIds.map((keyId) => ({ operation: 'FinishFile', keyId, detail }))
			},
			answer: (after) => {
				jobsOf.get(after.vault)?.delete(job);
				return {};
			}
		};
	});
