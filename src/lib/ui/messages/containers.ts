import type { ContainerForm, ContainerGroup } from '#lib/domain/reading/container-groups.ts';
import { inEachLanguage } from './texts.ts';

export type Names = Readonly<Record<ContainerForm, string>>;
export type Causes = Readonly<Record<ContainerGroup, string>>;

/** Files of other programs: what they are called, and what has to be done before their inside is of use. */
export const containerMessages = inEachLanguage('containerMessages');
