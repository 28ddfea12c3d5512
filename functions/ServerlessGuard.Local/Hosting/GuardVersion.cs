using System.Reflection;

namespace ServerlessGuard.Local.Hosting;

internal static class GuardVersion
{
    public static string Text { get; } = typeof(GuardVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
