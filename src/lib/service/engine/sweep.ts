import { deadlinesOf, earliest } from '#lib/domain/key/key-summary.ts';
import type { Cmk } from '#lib/domain/key/cmk.ts';
import {
	droppedWrappingKeys,
	isOver,
	lossOf,
	withoutImportParameters,
	withoutMaterial,
	wrappingKeyRecords
} from '#lib/domain/import/import-rules.ts';
import { holdsUsableMaterial } from '#lib/domain/key/key-state.ts';
import type { LogDraft } from '#lib/domain/vault/log-entry.ts';
import { deletionSightingGapMs, minuteMs, type EpochMillis } from '#lib/domain/time.ts';
import { draftId, type VaultRecord } from '#lib/domain/vault/vault-record.ts';
import type { Moment, OperationContext } from './context.ts';
import type { Change } from './change.ts';
import { rotateDue } from './rotate.ts';
import { sweptAt } from './sweep-marker.ts';

/** CMKs that one commit takes care of, so that none becomes large. */
const batch = 8;

/** Does all that is due in an unlocked vault. */
export async function sweepUnlocked(context: OperationContext): Promise<void> {
	await eraseDue(context);
	await rotateDue(context);
}

/**
 * Erases what is due in an unlocked vault and writes each erasure into the log. Nothing depends on it: expired key
 * material is refused at its instant, swept or not. CMKs whose deletion date has come go at the second sighting.
 */
async function eraseDue(context: OperationContext): Promise<void> {
	for (let more = true; more;) {
		const due = await context.read((moment) => dueCmks(moment, context.startId));
		more = due.length > batch;
		const first = due.slice(0, batch);
		const quiet = await context.read(
			({ vault, now }) => now < vault.head.highestTimeSeen + minuteMs
		);
		if (first.length === 0 && quiet) return;
		await context.mutate((moment) => ({
			change: joined(
				first.flatMap(({ keyId }) => {
					const cmk = moment.vault.cmks.get(keyId);
					return cmk ? [sweepCmk(cmk, moment, context.startId)] : [];
				})
			),
			answer: () => undefined
		}));
	}
}

const materialIsDue = (cmk: Cmk, now: EpochMillis) =>
	cmk.material !== null && !holdsUsableMaterial(cmk, now);
const parametersAreDue = (cmk: Cmk, now: EpochMillis) =>
	cmk.importParameters !== null && isOver(cmk.importParameters, now);
const replacedKeysDue = (cmk: Cmk, now: EpochMillis) =>
	cmk.replacedWrappingKeys.filter((set) => isOver(set, now));

/**
 * A date that comes while the clock is behind is no sighting, and neither is the same start within the hour, or
 * another tab that was open at the first sighting.
 */
function deletionIsDue({ deletionDate, deletionSighting }: Cmk, moment: Moment, session: string) {
	if (deletionDate === null || moment.time.turnedBack || moment.now < deletionDate) return false;
	if (deletionSighting === null || moment.unlockedAt >= deletionSighting.epoch) return true;
	return (
		deletionSighting.session === session &&
		moment.uptime >= deletionSighting.uptime + deletionSightingGapMs
	);
}

function dueCmks(moment: Moment, session: string): Cmk[] {
	return [...moment.vault.cmks.values()].filter(
		(cmk) =>
			materialIsDue(cmk, moment.now) ||
			parametersAreDue(cmk, moment.now) ||
			replacedKeysDue(cmk, moment.now).length > 0 ||
			deletionIsDue(cmk, moment, session)
	);
}

function sweepCmk(cmk: Cmk, moment: Moment, session: string): Change {
	if (deletionIsDue(cmk, moment, session) && cmk.deletionSighting) return deleteCmk(cmk, moment);
	const { vault, now } = moment;
	let next = cmk;
	const erased: string[] = [];
	const log: LogDraft[] = [];
	if (deletionIsDue(cmk, moment, session)) {
		const epoch = vault.epoch + 1;
		next = { ...next, deletionSighting: { session, uptime: moment.uptime, epoch } };
		log.push({ operation: 'SightDeletionDate', keyId: cmk.keyId, actor: 'CLOCK' });
	}
	if (materialIsDue(cmk, now) && cmk.material?.expirationModel === 'KEY_MATERIAL_EXPIRES') {
		const { recordId, validTo } = cmk.material;
		const loss = lossOf(cmk.material, now);
		const early = loss.reason === 'ERASED_EARLY';
		const swept = sweptAt(vault.erasables.get(recordId), now);
		const [whileLocked, erasedAt] = [swept !== null, swept ?? now];
		next = withoutMaterial(next, { ...loss, whileLocked }, erasedAt);
		erased.push(recordId);
		log.push({
			operation: 'ExpireKeyMaterial',
			keyId: cmk.keyId,
			actor: 'CLOCK',
			detail: { expired: validTo, erased: erasedAt, whileLocked, ...(early && { early }) }
		});
	}
	if (parametersAreDue(cmk, now) && cmk.importParameters) {
		const { setId, validTo } = cmk.importParameters;
		next = withoutImportParameters(next, 'EXPIRED', now);
		log.push({
			operation: 'ExpireImportParameters',
			keyId: cmk.keyId,
			actor: 'CLOCK',
			detail: { setId, ...(now < validTo && { early: true }) }
		});
	}
	const replacedDue = replacedKeysDue(cmk, now);
	if (replacedDue.length > 0) {
		const replacedWrappingKeys = next.replacedWrappingKeys.filter(
			(key) => !replacedDue.includes(key)
		);
		next = { ...next, replacedWrappingKeys };
		for (const { setId } of replacedDue)
			log.push({
				operation: 'EraseReplacedWrappingKey',
				keyId: cmk.keyId,
				actor: 'CLOCK',
				detail: { setId }
			});
	}
	erased.push(...droppedWrappingKeys(cmk, next));
	return { put: [{ kind: 'cmk', cmk: next }], deleteErasables: erased, log };
}

function deleteCmk(cmk: Cmk, { vault }: Moment): Change {
	const { material, earlierMaterials = [] } = cmk;
	const materials = [...earlierMaterials, ...(material ? [material] : [])];
	return {
		delete: [
			cmk.keyId,
			draftId(cmk.keyId),
			...vault.aliases.of(cmk.keyId).map(({ aliasId }) => aliasId)
		],
		deleteErasables: [...materials.map(({ recordId }) => recordId), ...wrappingKeyRecords(cmk)],
		log: [{ operation: 'DeleteKey', keyId: cmk.keyId, actor: 'CLOCK' }]
	};
}

function joined(changes: readonly Change[]): Change {
	const all = <Part>(part: (change: Change) => readonly Part[] | undefined): Part[] =>
		changes.flatMap((change) => [...(part(change) ?? [])]);
	return {
		put: all<VaultRecord>(({ put }) => put),
		delete: all((change) => change.delete),
		deleteErasables: all((change) => change.deleteErasables),
		log: all<LogDraft>(({ log }) => log)
	};
}

/** @returns the next instant at which something expires or comes due; null when nothing does */
export function nextDeadline({ vault, now }: Moment): EpochMillis | null {
	if (vault.hasSealedRecords) return vault.summary.due;
	const ahead = [...vault.cmks.values()].flatMap(deadlinesOf).filter((deadline) => deadline > now);
	return earliest(ahead);
}
