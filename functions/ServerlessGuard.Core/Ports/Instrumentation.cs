namespace ServerlessGuard.Core.Ports;

/// <summary>The name under which every meter and activity source of the guard reports, and by which hosts subscribe.</summary>
public static class Instrumentation
{
    public const string Name = "ServerlessGuard";
}
