import { describeDashboard } from './describe-dashboard.ts'
import { startWorker } from './start-server.ts'

describeDashboard('workerd', startWorker)
