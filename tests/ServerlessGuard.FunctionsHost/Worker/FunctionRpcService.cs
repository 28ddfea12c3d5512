using Grpc.Core;
using ServerlessGuard.FunctionsHost.Protocol;
using RpcException = Grpc.Core.RpcException;

namespace ServerlessGuard.FunctionsHost.Worker;

/// <summary>Takes the connection of the worker. It says first which worker it is; no other is served.</summary>
internal sealed class FunctionRpcService(WorkerChannel channel) : FunctionRpc.FunctionRpcBase
{
    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream,
        ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken)
            || requestStream.Current.ContentCase != StreamingMessage.ContentOneofCase.StartStream
            || requestStream.Current.StartStream.WorkerId != channel.Id)
        {
            throw new RpcException(new Status(StatusCode.PermissionDenied, "A stream begins with the worker's id."));
        }

        await channel.RunAsync(requestStream, responseStream, context.CancellationToken);
    }
}
