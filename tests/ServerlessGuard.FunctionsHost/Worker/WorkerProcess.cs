using System.Diagnostics;

namespace ServerlessGuard.FunctionsHost.Worker;

/// <summary>The app's process, started with the arguments and variables that the host gives a worker.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private const int MostBytes = int.MaxValue;
    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static WorkerProcess Start(
        FunctionApp app, IReadOnlyDictionary<string, string> settings, string environment, Uri host, WorkerChannel channel, HostLog log)
    {
        var request = Guid.NewGuid().ToString("D");
        string[] arguments =
        [
            app.Worker,
            "--host", host.Host, "--port", host.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), "--workerId", channel.Id,
            "--requestId", request, "--grpcMaxMessageLength", $"{MostBytes}",
            "--functions-uri", host.AbsoluteUri, "--functions-worker-id", channel.Id, "--functions-request-id", request,
            "--functions-grpc-max-message-length", $"{MostBytes}",
        ];
        var start = new ProcessStartInfo(app.Executable, arguments)
        {
            WorkingDirectory = app.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false
        };
        // The app does not inherit this process's own variables.
        foreach (var foreign in start.Environment.Keys.Where(static key => key.StartsWith("ASPNETCORE_", StringComparison.Ordinal)
            || key.StartsWith("DOTNET_ENVIRONMENT", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(foreign);
        }

        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        start.Environment["AZURE_FUNCTIONS_ENVIRONMENT"] = environment;
        start.Environment["FUNCTIONS_WORKER_DIRECTORY"] = app.Folder;
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = app.Folder;
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Exited += (_, _) => channel.End(
            new InvalidOperationException(
                $"The worker's process ended with code {process.ExitCode}.{Environment.NewLine}{string.Join(Environment.NewLine, log.Lines.TakeLast(40))}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new(process);

        void Keep(string? line)
        {
            if (line is not null)
            {
                log.Add("worker: " + line);
            }
        }
    }

    /// <summary>As a platform that takes an instance away without a word.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
