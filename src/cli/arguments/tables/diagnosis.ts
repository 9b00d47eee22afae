import { section } from '../option.ts'

export const diagnosisOptions = section('Diagnosis', ['diagnose'], {
  'fail-on': {
    kind: 'text',
    value: 'SEVERITY',
    choices: ['error', 'warning'],
    help: 'Exit with status 1 if there is an error, or with warning also if there is a warning',
  },
})
