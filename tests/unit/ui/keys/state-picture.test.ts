import { describe, expect, test } from 'vitest';
import { keyStates } from '#lib/domain/key/key-state.ts';
import { operationFacts } from '#lib/domain/vault/operation.ts';
import type { PictureBox } from '#lib/ui/keys/state-picture-shapes.ts';
import { statePicture } from '#lib/ui/keys/state-picture.ts';

const external = { origin: 'EXTERNAL', holdsMaterial: true } as const;
const widths = ['WIDE', 'NARROW', 'SMALL'] as const;
const operations = {
	IMPORT: 'ImportKeyMaterial',
	ENABLE: 'EnableKey',
	DISABLE: 'DisableKey',
	SCHEDULE_DELETION: 'ScheduleKeyDeletion',
	CANCEL_DELETION: 'CancelKeyDeletion'
} as const;

/** The point where an arrow begins, and the one where its head is. */
function ends(path: string): [start: number[], end: number[]] {
	const [line = '', head = ''] = path.split('M').slice(1);
	const points = (text: string) => text.split('L').map((point) => point.split(' ').map(Number));
	return [points(line)[0] ?? [], points(head)[1] ?? []];
}

const touches = ({ x, y, width, height }: PictureBox, [px = NaN, py = NaN]: number[]) =>
	px >= x && px <= x + width && py >= y && py <= y + height;

describe.each(widths)('%s', (width) => {
	test('every state of a key has a box, and the end of a key has one', () => {
		const { boxes } = statePicture(width, external);
		expect(boxes.map(({ state }) => state)).toEqual([
			...keyStates.slice(0, 3),
			'PENDING_DELETION',
			'DELETED'
		]);
	});

	test('an arrow begins in the state that it comes from and ends in the one it leads to', () => {
		for (const holdsMaterial of [true, false]) {
			const { boxes, arrows } = statePicture(width, { origin: 'EXTERNAL', holdsMaterial });
			const boxAt = (point: number[]) => boxes.find((box) => touches(box, point))?.state;
			const led = arrows.map(({ from, event, path }) => {
				const [start, end] = ends(path);
				expect(boxAt(start), `${from} ${event}`).toBe(from);
				return `${from} ${event} ${boxAt(end)}`;
			});
			expect(led.sort()).toEqual(
				[
					'PENDING_IMPORT IMPORT ENABLED',
					'PENDING_IMPORT SCHEDULE_DELETION PENDING_DELETION',
					'ENABLED DISABLE DISABLED',
					'ENABLED LOSE_MATERIAL PENDING_IMPORT',
					'ENABLED SCHEDULE_DELETION PENDING_DELETION',
					'DISABLED ENABLE ENABLED',
					'DISABLED LOSE_MATERIAL PENDING_IMPORT',
					'DISABLED SCHEDULE_DELETION PENDING_DELETION',
					`PENDING_DELETION CANCEL_DELETION ${holdsMaterial ? 'DISABLED' : 'PENDING_IMPORT'}`,
					'PENDING_DELETION DATE_REACHED DELETED'
				].sort()
			);
		}
	});

	test('an arrow that a person starts is one that the state allows', () => {
		for (const { from, event } of statePicture(width, external).arrows)
			if (event in operations)
				expect(operationFacts[operations[event as keyof typeof operations]].states).toContain(from);
	});

	test('every arrow has a label unless it is small, and lies within the picture', () => {
		const { arrows, labels, viewBox } = statePicture(width, external);
		const [left = 0, top = 0, across = 0, down = 0] = viewBox.split(' ').map(Number);
		for (const { from, event, path } of arrows) {
			expect(
				width === 'SMALL' ||
					labels.some((label) => label.event === event && label.from.includes(from)),
				`${from} ${event}`
			).toBe(true);
			for (const [x = 0, y = 0] of [...path.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(([, ...at]) =>
				at.map(Number)
			)) {
				expect(x >= left && x <= left + across, `${from} ${event} x`).toBe(true);
				expect(y >= top && y <= top + down, `${from} ${event} y`).toBe(true);
			}
		}
	});

	test('a key made by Airlock is never pending import', () => {
		const { boxes, arrows, labels } = statePicture(width, { ...external, origin: 'AIRLOCK' });
		expect(boxes.map(({ state }) => state)).not.toContain('PENDING_IMPORT');
		expect(arrows.map(({ from }) => from)).not.toContain('PENDING_IMPORT');
		for (const { event } of [...arrows, ...labels])
			expect(['IMPORT', 'LOSE_MATERIAL']).not.toContain(event);
	});
});
