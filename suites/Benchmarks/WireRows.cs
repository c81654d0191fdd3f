using System.Buffers;
using System.Text;

using BenchmarkDotNet.Attributes;

using Harness.Wire;

namespace Harness.Benchmarks;

/// <summary>Cutting and writing messages; the allocated bytes of the first row are part of the budget: none.</summary>
[MemoryDiagnoser]
public class WireRows
{
    private const int Messages = 1000;

    private readonly byte[] _stream = Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Range(0, Messages).Select(i => $"{{\"execute\": \"block_resize\", \"arguments\": {{\"device\": \"virtio{i}\", \"size\": 1073741824}}, \"id\": {i}}}\r\n")));

    private readonly MessageReader _reader = new(JsonFlavour.Qemu, WireLimits.Default);
    private readonly ArrayBufferWriter<byte> _output = new(1 << 20);

    [Benchmark(OperationsPerInvoke = Messages)]
    public int Cut()
    {
        int count = 0;
        _reader.Feed(_stream);
        while (_reader.TryRead(out _))
        {
            count++;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public int CutAndParse()
    {
        int count = 0;
        _reader.Feed(_stream);
        while (_reader.TryRead(out WireMessage message))
        {
            using System.Text.Json.JsonDocument? document = MessageParser.Parse(message, WireLimits.Default, out _);
            count += document is null ? 0 : 1;
        }

        return count;
    }

    [Benchmark]
    public int Write()
    {
        _output.ResetWrittenCount();
        MessageWriter.WriteLine(_output, _stream.AsSpan(0, 80));
        return _output.WrittenCount;
    }
}
