import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const isIcon = /\/@lucide\/svelte\/dist\/icons\/[\w-]+\.svelte$/;

interface Icon {
	size: number;
	node: readonly [tag: string, attributes: Readonly<Record<string, string>>][];
}

/**
 * Vite plugin: makes each Lucide icon one SVG element that is there as a whole. Lucide's own component puts an icon
 * together from its data when it is shown, for properties that no screen uses: `size` and `class` are what is left.
 */
export function plainIcons(): Plugin {
	return {
		name: 'airlock-plain-icons',
		enforce: 'pre',
		load(id) {
			if (!isIcon.test(id)) return undefined;
			const data = /const iconData = (\{.*\});/.exec(readFileSync(id, 'utf8'))?.[1];
			if (data === undefined)
				return this.error(`Lucide writes its icons in another way now: ${id}`);
			return asSvg(JSON.parse(data) as Icon);
		}
	};
}

function asSvg({ size, node }: Icon): string {
	const shapes = node.map(([tag, attributes]) => {
		const pairs = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
		return `<${tag}${pairs.join('')} />`;
	});
	return `<script lang="ts">const { size = ${size}, class: more = '' } = $props();</script>
<svg class="lucide-icon {more}" width={size} height={size} viewBox="0 0 ${size} ${size}" fill="none"
	stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"
>${shapes.join('')}</svg>`;
}
