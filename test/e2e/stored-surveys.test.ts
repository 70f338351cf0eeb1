import { describeStoredSurveys } from './describe-stored-surveys.ts'
import { startNode } from './start-server.ts'

describeStoredSurveys('Node', () => startNode({ LOG: 'off', REFRESH_MS: '0' }))
