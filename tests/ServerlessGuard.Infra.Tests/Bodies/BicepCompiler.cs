using System.Diagnostics;
using System.Reflection;

namespace ServerlessGuard.Infra.Tests.Bodies;

/// <summary>The real Bicep compiler, which knows every resource's type. It needs no network.</summary>
internal static class BicepCompiler
{
    public static bool IsHere => OperatingSystem.IsLinux() && File.Exists(Program);

    private static string Program { get; } = typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static a => a.Key == "Bicep").Value!;

    /// <summary>The lines in which the compiler complains: errors, and warnings but those of style.</summary>
    public static async Task<IReadOnlyList<string>> ComplaintsAsync(string source, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("guard-bicep-");
        try
        {
            var file = Path.Combine(folder.FullName, "main.bicep");
            await File.WriteAllTextAsync(file, source, cancellationToken);
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "bicepconfig.json"), """{ "analyzers": { "core": { "enabled": false } } }""",
                cancellationToken);
            using var process = Process.Start(new ProcessStartInfo(Program, ["build", file, "--outfile", file + ".json", "--no-restore"])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                Environment = { ["DOTNET_BUNDLE_EXTRACT_BASE_DIR"] = folder.FullName, ["HOME"] = folder.FullName },
            })!;
            var said = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var complained = await process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            var lines = (complained + await said).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (process.ExitCode != 0 && lines.Length == 0)
                throw new InvalidOperationException($"The compiler ended with {process.ExitCode} and said nothing.");
            return [.. lines.Where(static l => l.Contains(" : ", StringComparison.Ordinal))
                .Select(static l => l[(l.IndexOf(".bicep", StringComparison.Ordinal) + 6)..])];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
