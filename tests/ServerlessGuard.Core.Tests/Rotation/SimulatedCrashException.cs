namespace ServerlessGuard.Core.Tests.Rotation;

internal sealed class SimulatedCrashException() : Exception("The worker died.");
