namespace ServerlessGuard.Core.Tests.Journals;

internal sealed class SimulatedCrashException() : Exception("The worker died.");
