import type { Table } from '../table';
import { batchItemTable, batchRequestTable, batchResponseTable } from './batch';
import { errorTable, innerErrorTable } from './errors';
import { answerTables, authorizationTable, clientRequestIdTable, contentTypeTable } from './headers';
import { policyTable } from './policy';
import { excludedTable, includedTable, readExcludedTable, readIncludedTable } from './targets';
import { updateTable } from './update';

export const tables: readonly Table[] = [
  updateTable,
  includedTable,
  excludedTable,
  policyTable,
  readIncludedTable,
  readExcludedTable,
  errorTable,
  innerErrorTable,
  batchRequestTable,
  batchItemTable,
  batchResponseTable,
  authorizationTable,
  contentTypeTable,
  clientRequestIdTable,
  ...answerTables,
];
