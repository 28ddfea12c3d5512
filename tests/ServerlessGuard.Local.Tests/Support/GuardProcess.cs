using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Support;

/// <summary>The real program as a child process, from the tests' own output folder.</summary>
public sealed class GuardProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _error = new();

    private GuardProcess(Process process) => _process = process;

    public JsonElement Ready { get; private set; }

    public Uri Url => new(Ready.GetProperty("url").GetString()! + "/");

    public int Id => _process.Id;

    /// <summary>Its standard error so far.</summary>
    public string Error => _error.ToString();

    /// <summary>The processor time that it has taken; zero when it has ended.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            try
            {
                _process.Refresh();
                return _process.TotalProcessorTime;
            }
            catch (InvalidOperationException)
            {
                return TimeSpan.Zero;
            }
        }
    }

    public string? Key => Ready.GetProperty("key").GetString();

    public static Process Start(string folder, params string[] args) => Start(folder, new Dictionary<string, string>(), args);

    private static Process Start(string folder, IReadOnlyDictionary<string, string> variables, string[] args, params string[] before)
    {
        var dotnet = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
        var start = new ProcessStartInfo(before.FirstOrDefault(dotnet))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var arg in before.Skip(1).Concat(before.Length > 0 ? [dotnet] : []))
        {
            start.ArgumentList.Add(arg);
        }

        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "guard.dll"));
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        start.Environment.Remove("OTEL_EXPORTER_OTLP_ENDPOINT");
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Starts <c>guard up</c> on a free port and waits until it says that it serves.</summary>
    public static Task<GuardProcess> UpAsync(string folder, params string[] args) =>
        UpAsync(folder, new Dictionary<string, string>(), args);

    /// <param name="variables">Environment variables of the child.</param>
    public static Task<GuardProcess> UpAsync(string folder, IReadOnlyDictionary<string, string> variables, params string[] args) =>
        ReadyAsync(Start(folder, variables, ["up", "--port", "0", "--json", .. args]));

    /// <param name="before">A program with its arguments that runs what follows them, as <c>env</c> does, in the same process.</param>
    public static Task<GuardProcess> UpUnderAsync(string folder, string[] before, params string[] args) =>
        ReadyAsync(Start(folder, new Dictionary<string, string>(), ["up", "--port", "0", "--json", .. args], before));

    private static async Task<GuardProcess> ReadyAsync(Process process)
    {
        var guard = new GuardProcess(process);
        guard._process.ErrorDataReceived += (_, line) => guard._error.AppendLine(line.Data);
        guard._process.BeginErrorReadLine();
        var ready = await Condition.EndsAsync(
            cancel => guard._process.StandardOutput.ReadLineAsync(cancel).AsTask(), "guard up to get ready", () => guard._error.Length);
        ready.ShouldNotBeNull($"guard up did not get ready: {guard._error}");
        guard.Ready = JsonElement.Parse(ready);
        return guard;
    }

    public void Kill() => _process.Kill();

    /// <summary>Kills the process, as kill -9 does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, as an init system does, and gives its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await Condition.EndsAsync(_process.WaitForExitAsync, "guard up to stop", () => _error.Length);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }
}
