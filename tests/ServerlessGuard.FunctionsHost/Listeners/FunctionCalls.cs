using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.WebJobs;
using ServerlessGuard.FunctionsHost.Http;
using ServerlessGuard.FunctionsHost.Protocol;
using ServerlessGuard.FunctionsHost.Worker;
using ExecutionContext = Microsoft.Azure.WebJobs.ExecutionContext;

namespace ServerlessGuard.FunctionsHost.Listeners;

/// <summary>Passes the SDK's invocations on to the worker, with the trigger's data and the trace that they belong to.</summary>
internal sealed class FunctionCalls(FunctionApp app, AppWorker worker, HttpForwarding forwarding, Action<Invocation> ended) : IFunctionCalls
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = false };
    private readonly Dictionary<string, AppFunction> _functions = app.Functions.ToDictionary(
        static function => function.Name, StringComparer.Ordinal);

    public async Task CallAsync(
        string function, object trigger, Binder binder, ExecutionContext context, CancellationToken cancellationToken)
    {
        using var activity = new Activity(function).SetIdFormat(ActivityIdFormat.W3C).Start();

        // As where the host's own span is recorded: a worker keeps to its parent's word.
        activity.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        var began = DateTimeOffset.UtcNow;
        string? error = null;
        try
        {
            var request = new InvocationRequest
            {
                InvocationId = context.InvocationId.ToString("D"),
                TraceContext = new RpcTraceContext { TraceParent = activity.Id ?? "", TraceState = activity.TraceStateString ?? "" },
            };
            request.InputData.Add(new ParameterBinding { Name = _functions[function].Trigger.Name, Data = Data(trigger) });
            foreach (var (name, value) in binder.BindingData)
            {
                // The SDK's own, which no worker can read.
                if (value is not null and not HttpRequest && name != "sys")
                {
                    request.TriggerMetadata[name] = Data(value);
                }
            }

            if (trigger is HttpRequest http)
            {
                // The request goes first: the worker waits for both.
                var answered = forwarding.SendAsync(http.HttpContext, worker.Http, context.InvocationId);
                await worker.InvokeAsync(function, request, cancellationToken);
                await answered;
            }
            else
            {
                await worker.InvokeAsync(function, request, cancellationToken);
            }
        }
        catch (Exception e)
        {
            error = e.Message;
            throw;
        }
        finally
        {
            ended(new Invocation(function, context.InvocationId, began, DateTimeOffset.UtcNow, error)
            {
                Trace = activity.TraceId.ToHexString(),
                Span = activity.SpanId.ToHexString()
            });
        }
    }

    private TypedData Data(object value) => value switch
    {
        string text => new TypedData { String = text },
        byte[] bytes => new TypedData { Bytes = ByteString.CopyFrom(bytes) },
        HttpRequest http => new TypedData { Http = Route(http) },
        TimerInfo timer => new TypedData
        {
            Json = JsonSerializer.Serialize(new
            {
                timer.IsPastDue,
                ScheduleStatus = timer.ScheduleStatus is { } status ? new { status.Last, status.Next, status.LastUpdated } : null
            }, Json)
        },
        IFormattable number => new TypedData { Json = JsonSerializer.Serialize(number.ToString(null, CultureInfo.InvariantCulture), Json) },
        _ => new TypedData { Json = JsonSerializer.Serialize(value, Json) },
    };

    /// <summary>The request itself is forwarded; beside it the worker may want what the route matched.</summary>
    private RpcHttp Route(HttpRequest request)
    {
        var http = new RpcHttp();
        if (worker.WantsRoute)
        {
            foreach (var (name, value) in request.RouteValues)
            {
                http.NullableParams[name] = new NullableString { Value = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "" };
            }
        }

        return http;
    }
}
