using Microsoft.Azure.WebJobs;
using ExecutionContext = Microsoft.Azure.WebJobs.ExecutionContext;

namespace ServerlessGuard.FunctionsHost.Listeners;

/// <summary>Takes the SDK's invocations of emitted methods.</summary>
public interface IFunctionCalls
{
    Task CallAsync(string function, object trigger, Binder binder, ExecutionContext context, CancellationToken cancellationToken);
}
