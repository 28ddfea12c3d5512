namespace Pulumi.AzureNative.Monitor.Outputs;

public sealed class DataCollectionEndpointResponseLogsIngestion
{
    public readonly string Endpoint;

    internal DataCollectionEndpointResponseLogsIngestion(string endpoint) => Endpoint = endpoint;
}
