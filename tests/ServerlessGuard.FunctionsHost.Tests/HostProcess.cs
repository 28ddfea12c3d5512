using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace ServerlessGuard.FunctionsHost.Tests;

/// <summary>The tests' host as a process of its own, so that it can be killed.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _settings;
    private readonly ConcurrentQueue<Invocation> _invocations = new();
    private int _worker;

    private HostProcess(Process process, string settings) => (_process, _settings) = (process, settings);

    public IReadOnlyList<Invocation> Invocations => [.. _invocations];

    public static async Task<HostProcess> StartAsync(string app, IReadOnlyDictionary<string, string> settings)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { Values = settings }));
        var start = new ProcessStartInfo("dotnet", [typeof(AppHost).Assembly.Location, app, file])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        var host = new HostProcess(Process.Start(start)!, file);
        var error = host._process.StandardError.ReadToEndAsync();
        var ready = await host._process.StandardOutput.ReadLineAsync();
        while (ready is not null && !ready.Contains("\"url\"", StringComparison.Ordinal))
        {
            host.Keep(ready);
            ready = await host._process.StandardOutput.ReadLineAsync();
        }

        var said = JsonElement.Parse(ready ?? throw new InvalidOperationException("The host ended before it served: " + await error));
        host._worker = said.GetProperty("worker").GetInt32();
        said.GetProperty("failures").GetArrayLength().ShouldBe(0, said.ToString());
        _ = host.ReadAsync();
        return host;
    }

    /// <summary>Host and worker, as when a platform takes an instance away.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        using var worker = Find(_worker);
        worker?.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                await KillAsync();
            }
        }

        _process.Dispose();
        File.Delete(_settings);
    }

    private static Process? Find(int id)
    {
        try
        {
            return Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            Keep(line);
        }
    }

    private void Keep(string line)
    {
        if (JsonSerializer.Deserialize<Invocation>(line, JsonSerializerOptions.Web) is { } invocation)
        {
            _invocations.Enqueue(invocation);
        }
    }
}
