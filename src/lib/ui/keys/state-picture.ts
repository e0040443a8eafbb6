import type { Origin } from '#lib/domain/key/cmk.ts';
import type { KeyState } from '#lib/domain/key/key-state.ts';

/** A state in the picture; a deleted key has none in the vault, but its place is shown. */
export type PictureState = KeyState | 'DELETED';

export type PictureEvent =
	| 'IMPORT'
	| 'LOSE_MATERIAL'
	| 'ENABLE'
	| 'DISABLE'
	| 'SCHEDULE_DELETION'
	| 'CANCEL_DELETION'
	| 'DATE_REACHED';

export interface PictureBox {
	state: PictureState;
	x: number;
	y: number;
	width: number;
	height: number;
}

export interface PictureArrow {
	from: KeyState;
	event: PictureEvent;
	/** an SVG path with its head */
	path: string;
}

export interface PictureLabel {
	event: PictureEvent;
	/** the states whose arrows it names */
	from: readonly KeyState[];
	x: number;
	y: number;
	anchor: 'start' | 'middle' | 'end';
}

export interface Picture {
	viewBox: string;
	width: number;
	boxes: readonly PictureBox[];
	arrows: readonly PictureArrow[];
	labels: readonly PictureLabel[];
}

type Point = readonly [x: number, y: number];

/** Straight lines through the points, and an open head at the last. */
function arrowPath(...points: readonly [Point, Point, ...Point[]]): string {
	const line = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
	const [endX, endY] = points.at(-1) ?? points[0];
	const [beforeX, beforeY] = points.at(-2) ?? points[0];
	const [dx, dy] = [Math.sign(endX - beforeX), Math.sign(endY - beforeY)];
	const [backX, backY] = [endX - 7 * dx, endY - 7 * dy];
	return `${line}M${backX + 4 * dy} ${backY + 4 * dx}L${endX} ${endY}L${backX - 4 * dy} ${backY - 4 * dx}`;
}

const schedulable = ['PENDING_IMPORT', 'ENABLED', 'DISABLED'] as const;

interface Facts {
	origin: Origin;
	/** decides where a cancelled deletion leads */
	holdsMaterial: boolean;
}

/** The states of a key and what leads from one to the other, as shapes; a key made by Airlock is never pending import. */
export function statePicture(width: keyof typeof drawings, facts: Facts): Picture {
	const picture = drawings[width](facts);
	if (facts.origin === 'EXTERNAL') return picture;
	const importless = ({ event }: { event: PictureEvent }) =>
		event !== 'IMPORT' && event !== 'LOSE_MATERIAL';
	return {
		...picture,
		boxes: picture.boxes.filter(({ state }) => state !== 'PENDING_IMPORT'),
		arrows: picture.arrows.filter((arrow) => importless(arrow) && arrow.from !== 'PENDING_IMPORT'),
		labels: picture.labels.filter(importless)
	};
}

const drawings = { WIDE: wide, NARROW: narrow, SMALL: small };

/** As the wide one, without words for the arrows. */
function small({ origin, holdsMaterial }: Facts): Picture {
	const box = { width: 100, height: 30 };
	const left = { PENDING_IMPORT: 0, ENABLED: 126, DISABLED: 252 } as const;
	const right = { PENDING_IMPORT: 100, ENABLED: 226, DISABLED: 352 } as const;
	const centre = { PENDING_IMPORT: 50, ENABLED: 176, DISABLED: 302 } as const;
	const [top, bottom] = [14, 82];
	const [upper, lower] = [top + 9, top + 21];
	const cancelled = holdsMaterial ? centre.DISABLED + 24 : centre.PENDING_IMPORT - 24;
	const external = origin === 'EXTERNAL';
	return {
		viewBox: external ? '-1 0 354 114' : '125 13 228 101',
		width: external ? 354 : 228,
		boxes: [
			...(['PENDING_IMPORT', 'ENABLED', 'DISABLED'] as const).map((state) => ({
				state,
				x: left[state],
				y: top,
				...box
			})),
			{ state: 'PENDING_DELETION', x: left.ENABLED, y: bottom, ...box },
			{ state: 'DELETED', x: left.DISABLED, y: bottom, ...box }
		],
		arrows: [
			{
				from: 'PENDING_IMPORT',
				event: 'IMPORT',
				path: arrowPath([right.PENDING_IMPORT, upper], [left.ENABLED, upper])
			},
			{
				from: 'ENABLED',
				event: 'LOSE_MATERIAL',
				path: arrowPath([left.ENABLED, lower], [right.PENDING_IMPORT, lower])
			},
			{
				from: 'DISABLED',
				event: 'LOSE_MATERIAL',
				path: arrowPath(
					[centre.DISABLED, top],
					[centre.DISABLED, 4],
					[centre.PENDING_IMPORT, 4],
					[centre.PENDING_IMPORT, top]
				)
			},
			{
				from: 'ENABLED',
				event: 'DISABLE',
				path: arrowPath([right.ENABLED, upper], [left.DISABLED, upper])
			},
			{
				from: 'DISABLED',
				event: 'ENABLE',
				path: arrowPath([left.DISABLED, lower], [right.ENABLED, lower])
			},
			...schedulable.map((from) => ({
				from,
				event: 'SCHEDULE_DELETION' as const,
				path: arrowPath(
					[centre[from], top + box.height],
					[centre[from], 60],
					[centre.ENABLED, 60],
					[centre.ENABLED, bottom]
				)
			})),
			{
				from: 'PENDING_DELETION',
				event: 'CANCEL_DELETION',
				path: holdsMaterial
					? arrowPath(
							[right.ENABLED - 24, bottom],
							[right.ENABLED - 24, 70],
							[cancelled, 70],
							[cancelled, top + box.height]
						)
					: arrowPath(
							[left.ENABLED + 24, bottom],
							[left.ENABLED + 24, 70],
							[cancelled, 70],
							[cancelled, top + box.height]
						)
			},
			{
				from: 'PENDING_DELETION',
				event: 'DATE_REACHED',
				path: arrowPath([right.ENABLED, bottom + 15], [left.DISABLED, bottom + 15])
			}
		],
		labels: []
	};
}

function wide({ origin, holdsMaterial }: Facts): Picture {
	const box = { width: 152, height: 52 };
	// Three boxes in a row; those of the deletion lie below the middle one.
	const left = { PENDING_IMPORT: 0, ENABLED: 302, DISABLED: 604 } as const;
	const right = { PENDING_IMPORT: 152, ENABLED: 454, DISABLED: 756 } as const;
	const centre = { PENDING_IMPORT: 76, ENABLED: 378, DISABLED: 680 } as const;
	const between = { importing: 227, powering: 529 };
	const deletion = centre.ENABLED;
	const cancel = holdsMaterial
		? { from: right.ENABLED, to: centre.DISABLED + 28, label: 581 }
		: { from: left.ENABLED, to: centre.PENDING_IMPORT - 28, label: 175 };
	const external = origin === 'EXTERNAL';
	return {
		viewBox: external ? '-1 0 758 326' : '301 36 456 290',
		width: external ? 758 : 456,
		boxes: [
			{ state: 'PENDING_IMPORT', x: left.PENDING_IMPORT, y: 48, ...box },
			{ state: 'ENABLED', x: left.ENABLED, y: 48, ...box },
			{ state: 'DISABLED', x: left.DISABLED, y: 48, ...box },
			{ state: 'PENDING_DELETION', x: left.ENABLED, y: 176, ...box },
			{ state: 'DELETED', x: left.ENABLED, y: 272, ...box }
		],
		arrows: [
			{
				from: 'PENDING_IMPORT',
				event: 'IMPORT',
				path: arrowPath([right.PENDING_IMPORT, 64], [left.ENABLED, 64])
			},
			{
				from: 'ENABLED',
				event: 'LOSE_MATERIAL',
				path: arrowPath([left.ENABLED, 84], [right.PENDING_IMPORT, 84])
			},
			{
				from: 'DISABLED',
				event: 'LOSE_MATERIAL',
				path: arrowPath(
					[centre.DISABLED, 48],
					[centre.DISABLED, 24],
					[centre.PENDING_IMPORT, 24],
					[centre.PENDING_IMPORT, 48]
				)
			},
			{
				from: 'ENABLED',
				event: 'DISABLE',
				path: arrowPath([right.ENABLED, 64], [left.DISABLED, 64])
			},
			{
				from: 'DISABLED',
				event: 'ENABLE',
				path: arrowPath([left.DISABLED, 84], [right.ENABLED, 84])
			},
			...schedulable.map((from) => ({
				from,
				event: 'SCHEDULE_DELETION' as const,
				path: arrowPath([centre[from], 100], [centre[from], 128], [deletion, 128], [deletion, 176])
			})),
			{
				from: 'PENDING_DELETION',
				event: 'CANCEL_DELETION',
				path: arrowPath([cancel.from, 202], [cancel.to, 202], [cancel.to, 100])
			},
			{
				from: 'PENDING_DELETION',
				event: 'DATE_REACHED',
				path: arrowPath([deletion, 228], [deletion, 272])
			}
		],
		labels: [
			{ event: 'IMPORT', from: ['PENDING_IMPORT'], x: between.importing, y: 56, anchor: 'middle' },
			{ event: 'LOSE_MATERIAL', from: ['ENABLED'], x: between.importing, y: 104, anchor: 'middle' },
			{ event: 'LOSE_MATERIAL', from: ['DISABLED'], x: deletion, y: 16, anchor: 'middle' },
			{ event: 'DISABLE', from: ['ENABLED'], x: between.powering, y: 56, anchor: 'middle' },
			{ event: 'ENABLE', from: ['DISABLED'], x: between.powering, y: 104, anchor: 'middle' },
			{ event: 'SCHEDULE_DELETION', from: schedulable, x: deletion + 10, y: 156, anchor: 'start' },
			{
				event: 'CANCEL_DELETION',
				from: ['PENDING_DELETION'],
				x: cancel.label,
				y: 222,
				anchor: 'middle'
			},
			{
				event: 'DATE_REACHED',
				from: ['PENDING_DELETION'],
				x: deletion + 10,
				y: 255,
				anchor: 'start'
			}
		]
	};
}

/** One below the other; planned deletion along the left edge, loss of key material and cancelling along the right. */
function narrow({ origin, holdsMaterial }: Facts): Picture {
	const box = { x: 36, width: 208, height: 52 };
	const top = {
		PENDING_IMPORT: 0,
		ENABLED: 112,
		DISABLED: 224,
		PENDING_DELETION: 352,
		DELETED: 456
	} as const;
	const external = origin === 'EXTERNAL';
	const into = (state: keyof typeof top) => top[state] + 26;
	return {
		viewBox: external ? '0 -1 288 510' : '0 111 288 398',
		width: 288,
		boxes: [
			{ state: 'PENDING_IMPORT', y: top.PENDING_IMPORT, ...box },
			{ state: 'ENABLED', y: top.ENABLED, ...box },
			{ state: 'DISABLED', y: top.DISABLED, ...box },
			{ state: 'PENDING_DELETION', y: top.PENDING_DELETION, ...box },
			{ state: 'DELETED', y: top.DELETED, ...box }
		],
		arrows: [
			{ from: 'PENDING_IMPORT', event: 'IMPORT', path: arrowPath([130, 52], [130, 112]) },
			{ from: 'ENABLED', event: 'LOSE_MATERIAL', path: arrowPath([150, 112], [150, 52]) },
			{
				from: 'DISABLED',
				event: 'LOSE_MATERIAL',
				path: arrowPath([244, into('DISABLED')], [282, into('DISABLED')], [282, 20], [244, 20])
			},
			{ from: 'ENABLED', event: 'DISABLE', path: arrowPath([130, 164], [130, 224]) },
			{ from: 'DISABLED', event: 'ENABLE', path: arrowPath([150, 224], [150, 164]) },
			...schedulable.map((from) => ({
				from,
				event: 'SCHEDULE_DELETION' as const,
				path: arrowPath(
					[36, into(from)],
					[12, into(from)],
					[12, into('PENDING_DELETION')],
					[36, into('PENDING_DELETION')]
				)
			})),
			{
				from: 'PENDING_DELETION',
				event: 'CANCEL_DELETION',
				path: holdsMaterial
					? arrowPath([228, 352], [228, 276])
					: arrowPath(
							[244, into('PENDING_DELETION')],
							[270, into('PENDING_DELETION')],
							[270, 36],
							[244, 36]
						)
			},
			{ from: 'PENDING_DELETION', event: 'DATE_REACHED', path: arrowPath([140, 404], [140, 456]) }
		],
		labels: [
			{ event: 'IMPORT', from: ['PENDING_IMPORT'], x: 122, y: 86, anchor: 'end' },
			{
				event: 'LOSE_MATERIAL',
				from: ['ENABLED', 'DISABLED'],
				x: 158,
				y: 86,
				anchor: 'start'
			},
			{ event: 'DISABLE', from: ['ENABLED'], x: 122, y: 198, anchor: 'end' },
			{ event: 'ENABLE', from: ['DISABLED'], x: 158, y: 198, anchor: 'start' },
			{ event: 'SCHEDULE_DELETION', from: schedulable, x: 20, y: 298, anchor: 'start' },
			{
				event: 'CANCEL_DELETION',
				from: ['PENDING_DELETION'],
				x: holdsMaterial ? 220 : 262,
				y: 340,
				anchor: 'end'
			},
			{ event: 'DATE_REACHED', from: ['PENDING_DELETION'], x: 150, y: 434, anchor: 'start' }
		]
	};
}
