using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace ServerlessGuard.Attack.Tests.Texts;

/// <summary>
/// Reads documents as a client in JavaScript does, in one process of Node.js. Without it the test is skipped, except in CI.
/// </summary>
internal static class NodeReading
{
    // As Response.json() reads a body: decoded as UTF-8 without its byte order mark, then parsed. Strings go back as UTF-16.
    private const string Script = """
        const lines = require('fs').readFileSync(0, 'latin1').split('\n');
        const told = lines.slice(0, -1).map(line => {
          let root;
          try { root = JSON.parse(new TextDecoder().decode(Buffer.from(line, 'base64'))); } catch { return '!'; }
          const strings = [], open = [root];
          while (open.length > 0) {
            const value = open.pop();
            if (typeof value === 'string') strings.push(value);
            else if (typeof value === 'number') strings.push(String(value));
            else if (value !== null && typeof value === 'object')
              for (const name of Object.keys(value)) { if (!Array.isArray(value)) strings.push(name); open.push(value[name]); }
          }
          return strings.map(one => Buffer.from(one + '\n', 'utf16le').toString('base64')).join(' ');
        });
        process.stdout.write(told.join('\n'));
        """;

    /// <summary>For each document its strings, names and numbers, in any order; null for one that Node refuses.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<string>?>> StringsOfAsync(IEnumerable<byte[]> documents)
    {
        using var node = Start();
        await node.StandardInput.WriteAsync(string.Concat(documents.Select(static one => Convert.ToBase64String(one) + "\n")));
        node.StandardInput.Close();
        var told = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        node.ExitCode.ShouldBe(0);
        return [.. told.Split('\n').Select(static line => line == "!" ? null : Strings(line))];
    }

    private static IReadOnlyList<string> Strings(string line) =>
        [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(static one => Encoding.Unicode.GetString(Convert.FromBase64String(one))[..^1])];

    private static Process Start()
    {
        try
        {
            return Process.Start(new ProcessStartInfo("node", ["-e", Script])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                StandardInputEncoding = Encoding.ASCII,
            })!;
        }
        catch (Win32Exception)
        {
            const string reason = "Node.js is not installed.";
            if (Environment.GetEnvironmentVariable("CI") == "true")
            {
                Assert.Fail(reason);
            }

            Assert.Skip(reason);
            throw;
        }
    }
}
