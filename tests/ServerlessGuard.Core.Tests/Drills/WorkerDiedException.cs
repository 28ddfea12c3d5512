namespace ServerlessGuard.Core.Tests.Drills;

internal sealed class WorkerDiedException() : Exception("The worker died.");
