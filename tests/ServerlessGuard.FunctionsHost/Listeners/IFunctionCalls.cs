using Microsoft.Azure.WebJobs;
using ExecutionContext = Microsoft.Azure.WebJobs.ExecutionContext;

namespace ServerlessGuard.FunctionsHost.Listeners;

/// <summary>Where the SDK's invocations of emitted methods go.</summary>
public interface IFunctionCalls
{
    Task CallAsync(string function, object trigger, Binder binder, ExecutionContext context, CancellationToken cancellationToken);
}
