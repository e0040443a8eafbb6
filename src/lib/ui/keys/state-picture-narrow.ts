import { arrowPath, schedulable, type Facts, type Picture } from './state-picture-shapes.ts';

/** One below the other; planned deletion along the left edge, loss of key material and cancelling along the right. */
export function narrow({ origin, holdsMaterial }: Facts): Picture {
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
