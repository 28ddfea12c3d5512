using System.Reflection;
using System.Text.Json;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Functions.Composition;

namespace ServerlessGuard.Functions.Tests.Rehearsal;

/// <summary>An app in this process, from its local.settings.json: the functions that the settings do not disable, behind their own triggers.</summary>
internal sealed class InProcessApp : IDutyApp
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _loops = [];

    private InProcessApp(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <param name="settings">The text of local.settings.json.</param>
    public static async Task<IDutyApp> StartAsync(string settings, CancellationToken cancellationToken)
    {
        var values = JsonElement.Parse(settings).GetProperty("Values").EnumerateObject().ToDictionary(static p => p.Name, static p => p.Value.GetString());
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");

        // As environment variables, where two underscores are a colon.
        builder.Configuration.AddInMemoryCollection(values.Select(static p => KeyValuePair.Create(p.Key.Replace("__", ":", StringComparison.Ordinal), p.Value)));
        builder.Services.AddRouting().AddLogging();
        builder.Services.AddDuty(DutySettings.Read(builder.Configuration));
        var app = new InProcessApp(builder.Build());
        foreach (var method in typeof(HealthFunction).Assembly.GetTypes().SelectMany(static type => type.GetMethods()))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is { } function && values.GetValueOrDefault($"AzureWebJobs.{function.Name}.Disabled") != "true")
            {
                app.Listen(method, values);
            }
        }

        await app._app.StartAsync(cancellationToken);
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops);
        await _app.StopAsync();
        await _app.DisposeAsync();
        _stop.Dispose();
    }

    private void Listen(MethodInfo method, Dictionary<string, string?> values)
    {
        var first = method.GetParameters()[0];
        if (first.GetCustomAttribute<HttpTriggerAttribute>() is { } http)
        {
            _app.MapMethods(http.Route!, http.Methods!, context => Run(method, context.RequestServices, context.Request));
        }
        else if (first.GetCustomAttribute<TimerTriggerAttribute>() is { } timer)
        {
            // Seconds, minutes, hours: what is daily waits for its hour.
            if (values[timer.Schedule.Trim('%')]!.Split(' ')[2] != "*")
            {
                return;
            }

            _loops.Add(LoopAsync(() => Run(method, _app.Services, new TimerInfo())));
        }
        else if (first.GetCustomAttribute<QueueTriggerAttribute>() is not null)
        {
            var queue = new QueueClient(values["GuardEvents"], $"events-{values["Guard__Duty"]}", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
            _loops.Add(LoopAsync(async () =>
            {
                await queue.CreateIfNotExistsAsync(cancellationToken: _stop.Token);
                foreach (var message in (await queue.ReceiveMessagesAsync(8, TimeSpan.FromSeconds(30), _stop.Token)).Value)
                {
                    await Run(method, _app.Services, message.MessageText);
                    await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, _stop.Token);
                }
            }));
        }
    }

    /// <summary>As the host does: what failed is tried again.</summary>
    private async Task LoopAsync(Func<Task> run)
    {
        using var timer = new PeriodicTimer(Every);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(_stop.Token);
                await run();
            }
#pragma warning disable CA1031 // Whatever a function throws is the host's to survive.
            catch (Exception)
#pragma warning restore CA1031
            {
                // The scenario waits for what must come of it.
            }
        }
    }

    private Task Run(MethodInfo method, IServiceProvider services, object trigger)
    {
        var function = ActivatorUtilities.CreateInstance(services, method.DeclaringType!);
        return method.Invoke(function, [trigger, .. method.GetParameters().Length > 1 ? new object[] { _stop.Token } : []]) as Task ?? Task.CompletedTask;
    }
}
