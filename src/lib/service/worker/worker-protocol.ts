/** The messages between a page and its vault worker. */
import type { Bytes } from '#lib/domain/bytes.ts';
import {
	KmsError,
	asKmsError,
	type KmsErrorCode,
	type KmsErrorDetails
} from '#lib/domain/errors.ts';
import type { FileReading, ReadingHints } from '#lib/domain/reading/reading.ts';
import type { FolderMember } from './tar-writing.ts';
import type { PracticeTask } from './answer-practice.ts';
import type { Operation } from '#lib/domain/vault/operation.ts';
import type { VaultEvent } from '../api.ts';

/**
 * What a vault worker is for: its name, fixed when it is started. Only in a practice worker is there a clock that a page
 * can set, a passphrase that costs next to nothing, or a maker of practice files; only a reading worker reads files, only a
 * strength worker estimates passphrases, only a file worker encrypts and decrypts files, and only a hash worker hashes
 * passphrases, for a vault worker; none of these opens a vault. No message turns one into another.
 */
export type VaultWorkerName = 'vault' | 'practice' | 'reading' | 'strength' | 'file' | 'hash';

/** Page → reading worker: one file, moved; answered once, before the next is asked. */
export interface ReadingRequest {
	file: Bytes;
	hints: ReadingHints;
}

/** Reading worker → page; the bytes are moved. */
export interface ReadingAnswer {
	readings: FileReading[];
}

/** Where a file worker puts what it makes. */
export type FileTarget =
	/** a file that the user has chosen */
	| { to: 'HANDLE'; handle: FileSystemFileHandle }
	/** the origin's private file system, for the page to hand on; under a name that nothing else has */
	| { to: 'STORAGE'; name: string }
	/** a download that the browser saves meanwhile; the port takes `PieceMessage`s, and the first is asked for */
	| { to: 'DOWNLOAD'; id: string; port: MessagePort }
	/** memory, for the page to hand on */
	| { to: 'MEMORY' }
	/** the place of the old file in its folder, once the new one lies beside it and is verified */
	| { to: 'PLACE_OF_OLD'; folder: FileSystemDirectoryHandle; name: string }
	/** a new folder in this one for what is in a tar file, named so unless all of that is in one */
	| { to: 'NEW_FOLDER'; folder: FileSystemDirectoryHandle; name: string };

/** Page → file worker, after the first message. `stop` gives the file up. */
export type FileOrder = 'pause' | 'resume' | 'stop';

/** Page → file worker: the first message. */
export type FileRequest = EncryptionRequest | DecryptionRequest | ReEncryptionRequest;

interface OnFile {
	file: File;
	/** of the encrypted file: all that stands before its body */
	header: Bytes;
	/** AES-256-GCM, for this file alone; can't be extracted */
	key: CryptoKey;
	target: FileTarget;
}

interface EncryptionRequest extends Omit<OnFile, 'file'> {
	kind: 'ENCRYPT';
	/** or what is in a folder, to become a tar file */
	file: File | readonly FolderMember[];
}

/** Into `NEW_FOLDER` it is unpacked. */
export interface DecryptionRequest extends OnFile {
	kind: 'DECRYPT';
}

/** `header` and `key` are the old ones. */
export interface ReEncryptionRequest extends OnFile {
	kind: 'RE_ENCRYPT';
	newHeader: Bytes;
	/** encrypts the new body */
	newKey: CryptoKey;
	/** decrypts the new body */
	checkKey: CryptoKey;
}

/** What a job is about to do with all bytes of its file, one step after the other. */
export type FileStep = 'WRITING' | 'CHECKING' | 'REPLACING';

/** What became of a file. */
export interface FileResult {
	/** of plaintext */
	bytes: number;
	/** what the page is to save, if the worker could not put it in its place */
	blob?: Blob | undefined;
	/** bytes of what went into a download */
	downloaded?: number;
	/** the name of the folder that it was unpacked into */
	folder?: string;
}

/** File worker → page: that it has started, how far its step is, then one of the others. */
export type FileAnswer =
	| { ready: true }
	| { progress: number; step: FileStep }
	/** all of it is written and verified: what comes now can't be given up */
	| { closing: true }
	| { done: FileResult }
	| { error: ErrorValue };

/** @returns whether a worker has a vault, and so passphrases to hash */
export const hashes = (name: VaultWorkerName): boolean => name === 'vault' || name === 'practice';

/** Page → worker that has passphrases hashed: before all others, the line by which it orders hash workers. */
export interface HashWorkersMessage {
	hashWorkers: MessagePort;
}

/** Vault worker → page, on that line: start a hash worker that listens at this port, under a new id; end it. */
export type HashWorkerOrder = { start: number; port: MessagePort } | { end: number };

/** Page → vault worker, on that line: the hash worker with this id did not start, or broke down. */
export interface HashWorkerFailure {
	failed: number;
}

/** Page → hash worker: where it listens. */
export interface HashWorkerStart {
	port: MessagePort;
}

/** Page → worker: the first message but for {@link HashWorkersMessage}, and no later one. */
export interface StartMessage {
	start: {
		/** to a vault that the page keeps, which practice needs; left out, it is in IndexedDB */
		store?: MessagePort;
		/** the number of the one in IndexedDB; default: 1 */
		vault?: number;
	};
}

/** Page → worker: one call; answered once, with the same `id`. */
export interface CallMessage {
	id: number;
	operation: Operation;
	request: unknown;
	/** of LockVault, for an update: the pages of the other tabs are not loaded anew, since that would undo it */
	staying?: boolean;
}

/** Page → worker: the call with this `id` is given up. It is answered all the same, with `Cancelled` if it could stop. */
export interface CancelMessage {
	cancel: number;
}

/** Page → practice worker: one task beside the engine; answered once, with the same `id`. */
export interface PracticeMessage {
	id: number;
	practice: PracticeTask;
	request: unknown;
}

/** Page → worker: there was input, here; shared with the other tabs so that none locks meanwhile. */
export interface ActivityMessage {
	activity: true;
}

/** Page → worker: the page is seen again, after sleep perhaps; what came due meanwhile is erased now. */
export interface SweepMessage {
	sweep: true;
}

/** Page → practice worker: from now on its clock is this far ahead of the machine's. */
export interface ClockMessage {
	clockOffsetMs: number;
}

/** All that a page sends to its worker. */
export type PageMessage =
	| StartMessage
	| CallMessage
	| CancelMessage
	| PracticeMessage
	| ActivityMessage
	| SweepMessage
	| ClockMessage;

/** Hints between the tabs on one vault in IndexedDB, on the channel that is named as its database: never data. The one order among them, to lock (and stay), can do no harm. */
export type TabMessage = 'changed' | 'locked' | 'lockedStaying' | 'activity';

/** An error as a plain value; class instances do not survive a structured clone. */
export interface ErrorValue {
	code: KmsErrorCode;
	details: KmsErrorDetails[KmsErrorCode];
}

/** Worker → page. */
export type WorkerMessage =
	| { id: number; response: unknown }
	| { id: number; error: ErrorValue }
	| { event: VaultEvent };

/** @returns a programmer's mistake as `InternalError`, so that no text of an exception leaves the worker */
export function toErrorValue(error: unknown): ErrorValue {
	const { code, details } = asKmsError(error) ?? new KmsError('InternalError', {});
	return { code, details };
}

/** @returns the refusal that {@link toErrorValue} sent */
export function fromErrorValue({ code, details }: ErrorValue): KmsError {
	return new KmsError(code, details);
}
