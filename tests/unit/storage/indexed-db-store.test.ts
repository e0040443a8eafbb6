import '../../support/indexed-db.ts';
import { describeIndexedDbStore } from '../../support/indexed-db-contract.ts';

describeIndexedDbStore();
