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
export function arrowPath(...points: readonly [Point, Point, ...Point[]]): string {
	const line = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
	const [endX, endY] = points.at(-1) ?? points[0];
	const [beforeX, beforeY] = points.at(-2) ?? points[0];
	const [dx, dy] = [Math.sign(endX - beforeX), Math.sign(endY - beforeY)];
	const [backX, backY] = [endX - 7 * dx, endY - 7 * dy];
	return `${line}M${backX + 4 * dy} ${backY + 4 * dx}L${endX} ${endY}L${backX - 4 * dy} ${backY - 4 * dx}`;
}

/** Those in which the deletion of a key can be planned. */
export const schedulable = ['PENDING_IMPORT', 'ENABLED', 'DISABLED'] as const;

/** What of a key the picture depends on. */
export interface Facts {
	origin: Origin;
	/** decides where a cancelled deletion leads */
	holdsMaterial: boolean;
}
