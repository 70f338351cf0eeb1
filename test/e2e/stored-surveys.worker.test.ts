import { describeStoredSurveys } from './describe-stored-surveys.ts'
import { startWorker } from './start-server.ts'

describeStoredSurveys('workerd', startWorker)
