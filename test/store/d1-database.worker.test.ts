import { describeAggregates } from '../contract/describe-aggregates.ts'
import { describeAlertStore } from '../contract/describe-alert-store.ts'
import { describeReportStore } from '../contract/describe-report-store.ts'
import { describeSurveyStore } from '../contract/describe-survey-store.ts'
import { openLocalD1 } from './open-local-d1.ts'

describeSurveyStore('D1', openLocalD1)
describeReportStore('D1', openLocalD1)
describeAggregates('D1', openLocalD1)
describeAlertStore('D1', openLocalD1)
