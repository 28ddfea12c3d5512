using System.Reflection;

namespace ServerlessGuard.Tests;

/// <summary>
/// The function app as it is published. The app's own build publishes it; where <c>GUARD_FUNCTIONS_APP</c> names a folder, that is it:
/// the package's check and CI name what ships.
/// </summary>
internal static class PublishedApp
{
    public static string Folder { get; } = Find();

    /// <summary>The files that a host reads to find the app's functions.</summary>
    public static string Metadata => File.ReadAllText(Path.Combine(Folder, "functions.metadata"));

    private static string Find()
    {
        var folder = Environment.GetEnvironmentVariable("GUARD_FUNCTIONS_APP") is { Length: > 0 } named
            ? named
            : typeof(PublishedApp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(
                static a => a.Key == "PublishedApp").Value!;
        return File.Exists(Path.Combine(folder, "functions.metadata"))
            ? Path.GetFullPath(folder)
            : throw new DirectoryNotFoundException(
                $"{folder} is no published function app. Build functions/ServerlessGuard.Functions, or set GUARD_FUNCTIONS_APP.");
    }
}
