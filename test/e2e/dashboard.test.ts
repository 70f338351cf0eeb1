import { describeDashboard } from './describe-dashboard.ts'
import { startNode } from './start-server.ts'

describeDashboard('Node', () => startNode())
