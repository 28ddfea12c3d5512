using System.Diagnostics;
using System.Globalization;
using System.Text;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Benchmarks.FreshText;

/// <summary>The cost of the first kilobyte in a new process, beside later ones.</summary>
internal static class FirstKilobyte
{
    private const int Size = 1000;
    private const int Later = 200;

    /// <summary>Seven processes, one after the other.</summary>
    public static int Run()
    {
        Console.WriteLine("first kilobyte after start, later ones (median of a process), microseconds of processor time");
        for (var run = 0; run < 7; run++)
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
            foreach (var arg in new[]
            {
                Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? typeof(FirstKilobyte).Assembly.Location : null,
                "fresh",
                "first"
            })
            {
                if (arg is not null)
                {
                    start.ArgumentList.Add(arg);
                }
            }

            using var process = Process.Start(start)!;
            Console.Write("  " + process.StandardOutput.ReadToEnd());
            process.WaitForExit();
        }

        return 0;
    }

    /// <summary>In the new process: the scanner is ready, as a host makes it before it listens; then the texts come.</summary>
    public static int Tell()
    {
        var text = Encoding.UTF8.GetString(new FreshTexts(77).Make(TextClass.Chat, (Later + 2) * Size));
        var before = Environment.CpuUsage.TotalTime;
        var scanner = Scanner.Default;
        var ready = Environment.CpuUsage.TotalTime - before;
        _ = ThreadTime.Now - ThreadTime.Now; // the clock's own first call
        var first = Take(scanner, text, 0);
        var later = Enumerable.Range(1, Later)
            .Where(at => (at + 1) * Size <= text.Length)
            .Select(at => Take(scanner, text, at))
            .Order()
            .ToArray();
        var median = later[later.Length / 2];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"made ready in {ready.TotalMilliseconds:0} ms; first {first:0}, later {median:0}, {first / median:0.0} times"));
        return 0;
    }

    private static double Take(Scanner scanner, string text, int at)
    {
        var before = ThreadTime.Now;
        scanner.Scan(text.AsSpan(at * Size, Size));
        return (ThreadTime.Now - before).TotalMicroseconds;
    }
}
