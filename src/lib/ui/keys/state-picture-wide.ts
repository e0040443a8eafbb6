import { arrowPath, schedulable, type Facts, type Picture } from './state-picture-shapes.ts';

/** Three states in a row. */
export function wide({ origin, holdsMaterial }: Facts): Picture {
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

/** As the wide one, without words for the arrows. */
export function small({ origin, holdsMaterial }: Facts): Picture {
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
