using System.Diagnostics;
using System.Text;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Attack.Tests.Texts;

/// <summary>The renderers of tests/markdown, installed from its lock file, as one script for a page.</summary>
internal static class MarkdownRenderers
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "markdown");

    private static readonly string[] Scripts =
    [
        "marked/lib/marked.umd.js", "markdown-it/dist/browser/markdown-it.umd.min.js", "commonmark/dist/commonmark.min.js",
    ];

    public static async Task<string> EnsureAsync()
    {
        if (!File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json")))
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts"])
            {
                WorkingDirectory = Folder,
                RedirectStandardOutput = true,
            })!;
            await npm.StandardOutput.ReadToEndAsync();
            await npm.WaitForExitAsync();
            npm.ExitCode.ShouldBe(0);
        }

        var script = new StringBuilder();
        foreach (var name in Scripts)
        {
            script.Append(await File.ReadAllTextAsync(Path.Combine(Folder, "node_modules", name))).Append("\n;\n");
        }

        return script.ToString();
    }
}
