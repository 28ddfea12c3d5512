using System.Reflection;

namespace ServerlessGuard.Local.Telemetry;

internal static class GuardVersion
{
    public static string Text { get; } = typeof(GuardVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
